package dev.tollgate.store.portal.session;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Newcomers register at the Key Manager's own address for that ({@code POST /api/identity/user/v1.0/me}); it decides. */
@Component
public class SelfRegistration {

    private static final Logger log = LoggerFactory.getLogger(SelfRegistration.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Refused NOT_NOW =
            new Refused("", "Signing up is not possible right now. Please try again in a moment.");

    private final KeyManagerAddress keyManager;
    private final JsonMapper json;
    private final HttpClient http;

    SelfRegistration(KeyManagerAddress keyManager, JsonMapper json) {
        this.keyManager = keyManager;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(keyManager.trust())
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** How it ended. */
    public sealed interface Outcome {}

    public record Registered() implements Outcome {}

    /** @param field username, password, email, or empty */
    public record Refused(String field, String reason) implements Outcome {}

    public Outcome register(String userName, String password, String email) {
        List<Map<String, String>> claims = email.isEmpty()
                ? List.of()
                : List.of(Map.of("uri", "http://wso2.org/claims/emailaddress", "value", email));
        String body = json.writeValueAsString(Map.of(
                "user", Map.of("username", userName, "password", password, "claims", claims), "properties", List.of()));
        HttpRequest request = HttpRequest.newBuilder(keyManager.at("/api/identity/user/v1.0/me"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return outcome(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notNow) {
            log.warn("a newcomer could not register: {}", notNow.toString());
            return NOT_NOW;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return NOT_NOW;
        }
    }

    private Outcome outcome(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 201 -> new Registered();
            case 409 -> new Refused("username", "This user name is taken. Choose another.");
            case 400 -> refused(answer.body());
            default -> {
                log.warn("the Key Manager answered {} to a registration", answer.statusCode());
                yield NOT_NOW;
            }
        };
    }

    /** The Key Manager says what is wrong, beginning with where. */
    private Refused refused(String body) {
        String reason;
        try {
            reason = json.readTree(body).path("description").asString("");
        } catch (JacksonException unreadable) {
            reason = "";
        }
        if (reason.isEmpty()) {
            return new Refused("", "The Key Manager does not accept this. Change it and try again.");
        }
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("password")) {
            return new Refused("password", reason);
        }
        return new Refused(lower.contains("mail") ? "email" : lower.contains("name") ? "username" : "", reason);
    }
}
