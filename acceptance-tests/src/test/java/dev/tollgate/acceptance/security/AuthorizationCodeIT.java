package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.acceptance.people.OAuthClient;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Person;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes for the Store's own portal, as a browser and the portal get and use them. */
@OnTollgate
class AuthorizationCodeIT {

    private static final String CLIENT = "tollgate-store-portal";
    private static final String VERIFIER = "the-verifier-of-this-test-has-more-than-43-characters";

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;
    private final Person bob;

    AuthorizationCodeIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
        this.bob = people.bob().person();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("A5")
    void aWrongVerifierIsRefusedAndAReplayKillsTheFirstTokens(boolean overTls) {
        Rest front = front(overTls);
        BrowserSession browser = BrowserSession.signedIn(bob, front);
        String code = code(browser.get(request(callback(front))));

        Answer wrong = redeem(front, code, VERIFIER + "x").expect(400);
        assertThat(wrong.text("error")).isEqualTo("invalid_grant");
        Answer first = redeem(front, code, VERIFIER).expect(200);
        assertThat(first.text("scope")).isEqualTo("apim:subscribe openid");
        userInfo(front, first).expect(200);

        Answer replayed = redeem(front, code, VERIFIER).expect(400);
        assertThat(replayed.text("error")).isEqualTo("invalid_grant");
        userInfo(front, first).expect(401);
        front.form(
                        OAuthClient.TOKEN,
                        Map.of(
                                "grant_type",
                                "refresh_token",
                                "refresh_token",
                                first.text("refresh_token"),
                                "client_id",
                                CLIENT))
                .expect(400);
        // the REST APIs know the token as dead as well
        installation
                .store(Authorization.bearer(first.text("access_token")))
                .get("/applications")
                .expect(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "?a", "CASE", "PORT", "USER", "HOST"})
    @Tag("A6")
    void aRedirectUriThatIsNotTheRegisteredOneGetsAPageAndNoRedirect(String how) {
        Rest front = front(true);
        String callback = callback(front);
        String other = switch (how) {
            case "CASE" -> callback.replace("signed-in", "Signed-In");
            case "PORT" -> callback.replaceFirst(":[0-9]+/", ":81/");
            case "USER" -> callback.replaceFirst(":[0-9]+/", ":80@evil.example/");
            case "HOST" -> "https://evil.example/store/signed-in";
            default -> callback + how;
        };
        BrowserSession browser = BrowserSession.signedIn(bob, front);

        for (Answer answer : new Answer[] {browser.get(request(other)), front.get(request(other))}) {
            answer.expect(400);
            assertThat(answer.header("Location")).isEmpty();
            assertThat(answer.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            assertThat(answer.body()).doesNotContain("evil.example");
        }
        // the same request with the right one is answered by a redirect
        code(browser.get(request(callback)));
    }

    @Test
    @Tag("A8")
    void anIdTokenIsNoAccessTokenThoughTheServersOwnKeySignedIt() {
        Api api = people.alice().publish(ApiDraft.on(backend.url()));
        Rest front = front(true);
        BrowserSession browser = BrowserSession.signedIn(bob, front);
        Answer tokens = redeem(front, code(browser.get(request(callback(front)))), VERIFIER)
                .expect(200);
        Authorization idToken = Authorization.bearer(tokens.text("id_token"));

        front.as(idToken).get("/oauth2/userinfo").expect(401);
        installation.store(idToken).get("/applications").expect(401);
        String marker = Names.fresh("id-token");
        installation
                .gateways()
                .get(api.path("/" + marker), idToken)
                .forEach(answer -> assertThat(answer.expect(401).code()).isEqualTo("900901"));
        assertThat(backend.received("/" + marker)).isEmpty();
    }

    private Rest front(boolean overTls) {
        return installation.rest(
                overTls
                        ? installation.addresses().frontTls()
                        : installation.addresses().front(),
                Authorization.NONE);
    }

    private static String callback(Rest front) {
        return front.base() + "/store/signed-in";
    }

    private static String request(String redirectUri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", CLIENT);
        parameters.put("redirect_uri", redirectUri);
        parameters.put("scope", "openid apim:subscribe apim:api_create");
        parameters.put("state", "s");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        return "/oauth2/authorize?" + Rest.encoded(parameters);
    }

    private String code(Answer redirect) {
        URI target = URI.create(redirect.expect(302, 303).header("Location").orElseThrow());
        String iss = "iss="
                + Rest.encoded(installation
                        .front(Authorization.NONE)
                        .get("/.well-known/openid-configuration")
                        .text("issuer"));
        assertThat(target.getRawQuery()).contains("state=s", iss);
        for (String pair : target.getRawQuery().split("&", -1)) {
            if (pair.startsWith("code=")) {
                return URLDecoder.decode(pair.substring("code=".length()), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("no code in " + target);
    }

    private static Answer redeem(Rest front, String code, String verifier) {
        return front.form(
                OAuthClient.TOKEN,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        CLIENT,
                        "code",
                        code,
                        "redirect_uri",
                        callback(front),
                        "code_verifier",
                        verifier));
    }

    private static Answer userInfo(Rest front, Answer tokens) {
        return front.as(Authorization.bearer(tokens.text("access_token"))).get("/oauth2/userinfo");
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
