package dev.tollgate.keymanager.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.RunningKeyManager;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.keymanager.TestUsers.TestUser;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client and a browser do together, step by step. */
final class CodeFlow {

    static final String CALLBACK = "https://client.example/cb?from=tollgate";
    static final String VERIFIER = "a-verifier-of-forty-three-characters-or-more-1";
    static final String CHALLENGE = challenge(VERIFIER);
    static final String PORTAL = "tollgate-publisher-portal";
    static final String PORTAL_CALLBACK = RunningKeyManager.ISSUER + "/publisher/signed-in";

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final Http http = Http.atKeyManager();

    static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A confidential client of somebody else's, with the callback above. */
    TestClient client(TestUser owner) {
        Answer made = http.postJson(
                "/client-registration/v0.17/register", """
                    {"clientName":"web-%s","grantType":"authorization_code refresh_token","callbackUrl":"%s","tokenType":"JWT"}\
                    """.formatted(UUID.randomUUID(), CALLBACK), owner.basic());
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        return new TestClient(made.text("clientId"), made.text("clientSecret"));
    }

    /** @return the session's cookie */
    String signIn(TestUser user) {
        Answer answer = http.postForm(
                "/login",
                List.of("username", user.name(), "password", TestUsers.PASSWORD),
                "Sec-Fetch-Site",
                "same-origin");
        assertThat(answer.status()).isEqualTo(303);
        return answer.header("Set-Cookie").orElseThrow().split(";")[0];
    }

    /** Names and values in turn, which may replace the usual ones of the portal; an empty value leaves one out. */
    static String portalRequest(String... changes) {
        return request(PORTAL, PORTAL_CALLBACK, changes);
    }

    static String clientRequest(TestClient client, String... changes) {
        return request(client.key(), CALLBACK, changes);
    }

    private static String request(String clientId, String callback, String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", callback);
        parameters.put("state", "st%te&1");
        parameters.put("scope", "openid apim:subscribe apim:api_view");
        parameters.put("nonce", "n-1");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        for (int i = 0; i < changes.length; i += 2) {
            parameters.put(changes[i], changes[i + 1]);
        }
        StringBuilder query = new StringBuilder("/oauth2/authorize?");
        parameters.forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .append('&');
            }
        });
        return query.substring(0, query.length() - 1);
    }

    Answer authorize(String request, String cookie) {
        return http.get(request, "Cookie", cookie);
    }

    /** The code that an authorization request gives at once. */
    String code(String request, String cookie) {
        return parameter(authorize(request, cookie), "code").orElseThrow();
    }

    /** The form of a consent page, as sent by the browser. */
    Answer decide(Answer page, String cookie, String decision) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        List<String> form = new ArrayList<>();
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            form.add(hidden.group(1));
            form.add(hidden.group(2).replace("&amp;", "&"));
        }
        form.addAll(List.of("decision", decision));
        return http.postForm("/oauth2/consent", form, "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
    }

    Answer redeemForPortal(String code, String verifier) {
        return http.postForm(
                "/oauth2/token",
                List.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        PORTAL_CALLBACK,
                        "code_verifier",
                        verifier,
                        "client_id",
                        PORTAL));
    }

    Answer redeem(TestClient client, String code) {
        return http.postForm(
                "/oauth2/token",
                List.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        CALLBACK,
                        "code_verifier",
                        VERIFIER),
                client.basic());
    }

    static Optional<String> parameter(Answer redirect, String name) {
        assertThat(redirect.status()).as(redirect.body()).isEqualTo(303);
        String query = URI.create(redirect.header("Location").orElseThrow()).getRawQuery();
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
