package dev.tollgate.keymanager.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.RunningKeyManager;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.keymanager.TestUsers.TestUser;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsIT {

    private static final String TOKEN = "/oauth2/token";

    private final Http http = Http.atKeyManager();
    private final TestUser bob = TestUsers.user("bob", "Internal/subscriber");

    @Test
    void clientCredentialsGiveASignedTokenAsRfc9068Says() throws Exception {
        TestClient client = TestUsers.client(bob, "client_credentials");

        Answer answer = http.postForm(TOKEN, List.of("grant_type", "client_credentials"), client.basic());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(answer.header("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        SignedJWT jwt = SignedJWT.parse(answer.text("access_token"));
        JWKSet keys = JWKSet.parse(http.get("/oauth2/jwks").body());
        assertThat(keys.getKeys()).allMatch(key -> !key.isPrivate());
        assertThat(jwt.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        assertThat(jwt.getHeader().getType()).hasToString("at+jwt");
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(RunningKeyManager.ISSUER);
        assertThat(claims.getAudience()).containsExactly(RunningKeyManager.ISSUER);
        assertThat(claims.getSubject()).isEqualTo(client.key());
        assertThat(claims.getStringClaim("client_id")).isEqualTo(client.key());
        assertThat(claims.getStringClaim("azp")).isEqualTo(client.key());
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, "/oauth2endpoints/token"})
    void thePasswordGrantServesAtBothAddressesAndLeavesOutScopesWithoutARole(String address) throws ParseException {
        TestClient client = TestUsers.client(bob, "password refresh_token");

        Answer answer = http.postForm(
                address,
                List.of(
                        "grant_type",
                        "password",
                        "username",
                        bob.name(),
                        "password",
                        TestUsers.PASSWORD,
                        "scope",
                        "apim:subscribe apim:api_create"),
                client.basic());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.text("scope")).isEqualTo("apim:subscribe");
        assertThat(answer.text("refresh_token")).isNotBlank();
        JWTClaimsSet claims = SignedJWT.parse(answer.text("access_token")).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(bob.name());
        assertThat(claims.getStringClaim("scope")).isEqualTo("apim:subscribe");
    }

    @Test
    void credentialsOfTheClientMayComeInTheBody() {
        TestClient client = TestUsers.client(bob, "client_credentials");

        Answer answer = http.postForm(
                TOKEN,
                List.of(
                        "grant_type", "client_credentials",
                        "client_id", client.key(),
                        "client_secret", client.secret()));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aClientWithoutThePasswordGrantIsNotAuthorisedForIt() {
        TestClient client = TestUsers.client(bob, "client_credentials");

        Answer answer = password(client, bob.name(), TestUsers.PASSWORD);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("unauthorized_client");
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreAnsweredByteForByteAlike() {
        TestClient client = TestUsers.client(bob, "password");

        Answer wrong = password(client, bob.name(), "not-the-password");
        Answer unknown = password(client, "nobody-of-that-name", "not-the-password");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("error")).isEqualTo("invalid_grant");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.response().headers().map().keySet())
                .isEqualTo(wrong.response().headers().map().keySet());
    }

    @Test
    void aWrongSecretAnUnknownClientAndNoClientAtAllAreChallenged() {
        TestClient client = TestUsers.client(bob, "client_credentials");
        List<String> form = List.of("grant_type", "client_credentials");

        for (Answer answer : List.of(
                http.postForm(TOKEN, form, Http.basic(client.key(), "wrong")),
                http.postForm(TOKEN, form, Http.basic("nobody", "wrong")),
                http.postForm(TOKEN, form))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("error")).isEqualTo("invalid_client");
            assertThat(answer.header("WWW-Authenticate")).hasValue("Basic realm=\"tollgate\"");
        }
    }

    @Test
    void badRequestsSayWhatIsWrong() {
        TestClient client = TestUsers.client(bob, "client_credentials password");

        assertThat(http.postForm(TOKEN, List.of("scope", "a"), client.basic()).text("error"))
                .isEqualTo("invalid_request");
        assertThat(http.postForm(TOKEN, List.of("grant_type", "implicit"), client.basic())
                        .text("error"))
                .isEqualTo("unsupported_grant_type");
        assertThat(http.postForm(TOKEN, List.of("grant_type", "authorization_code", "code", "x"), client.basic())
                        .text("error"))
                .isEqualTo("unauthorized_client");
        Answer missing = http.postForm(TOKEN, List.of("grant_type", "password", "username", "x"), client.basic());
        assertThat(missing.text("error")).isEqualTo("invalid_request");
        assertThat(missing.text("error_description")).contains("password");
        assertThat(http.postJson(TOKEN, "{\"grant_type\":\"password\"}", client.basic())
                        .text("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void aRefreshTokenWorksOnceAndItsReuseEndsTheFamily() {
        TestClient client = TestUsers.client(bob, "password refresh_token");
        Answer first = password(client, bob.name(), TestUsers.PASSWORD);

        Answer second = refresh(client, first.text("refresh_token"));
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
        assertThat(active(client, second.text("access_token"))).isTrue();

        Answer reused = refresh(client, first.text("refresh_token"));
        assertThat(reused.status()).isEqualTo(400);
        assertThat(reused.text("error")).isEqualTo("invalid_grant");
        assertThat(refresh(client, second.text("refresh_token")).status()).isEqualTo(400);
        assertThat(active(client, second.text("access_token"))).isFalse();
    }

    @Test
    void ofTwentyParallelUsesOfARefreshTokenAtMostOneSucceedsAndThenTheFamilyIsDead() throws Exception {
        TestClient client = TestUsers.client(bob, "password refresh_token", "OAUTH");
        String token = password(client, bob.name(), TestUsers.PASSWORD).text("refresh_token");
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> refresh(client, token));
        }

        List<Answer> winners = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(calls)) {
                if (future.get().status() == 200) {
                    winners.add(future.get());
                }
            }
        }

        assertThat(winners).hasSize(1);
        Answer winner = winners.getFirst();
        assertThat(active(client, winner.text("access_token"))).isFalse();
        assertThat(refresh(client, winner.text("refresh_token")).status()).isEqualTo(400);
    }

    @Test
    void aRefreshTokenOfAnotherClientIsRefusedAndNotSpent() {
        TestClient client = TestUsers.client(bob, "password refresh_token");
        TestClient other = TestUsers.client(bob, "password refresh_token");
        String token = password(client, bob.name(), TestUsers.PASSWORD).text("refresh_token");

        assertThat(refresh(other, token).text("error")).isEqualTo("invalid_grant");

        assertThat(refresh(client, token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "OAUTH"})
    void aRevokedTokenIsInactiveAndNothingElseIsSaidOfIt(String tokenType) {
        TestClient client = TestUsers.client(bob, "client_credentials", tokenType);
        String token = http.postForm(TOKEN, List.of("grant_type", "client_credentials"), client.basic())
                .text("access_token");
        Answer alive = introspect(client, token);
        assertThat(alive.json().path("active").asBoolean()).isTrue();
        assertThat(alive.text("client_id")).isEqualTo(client.key());

        assertThat(revoke(client, token).status()).isEqualTo(200);
        assertThat(revoke(client, token).status()).isEqualTo(200);
        assertThat(revoke(client, "unknown").status()).isEqualTo(200);

        assertThat(introspect(client, token).body()).isEqualTo("{\"active\":false}");
        assertThat(introspect(client, "unknown").body()).isEqualTo("{\"active\":false}");
        assertThat(introspect(client, "a.b.c").body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void aTokenOfAnotherClientCannotBeRevoked() {
        TestClient client = TestUsers.client(bob, "client_credentials", "OAUTH");
        TestClient other = TestUsers.client(bob, "client_credentials");
        String token = http.postForm(TOKEN, List.of("grant_type", "client_credentials"), client.basic())
                .text("access_token");

        assertThat(revoke(other, token).status()).isEqualTo(400);

        assertThat(active(client, token)).isTrue();
    }

    @Test
    void theMetadataNamesWhatIsOfferedAndNothingElse() {
        TestUsers.client(bob, "password");

        Answer metadata = http.get("/.well-known/oauth-authorization-server");

        assertThat(metadata.text("issuer")).isEqualTo(RunningKeyManager.ISSUER);
        assertThat(metadata.text("token_endpoint")).isEqualTo(RunningKeyManager.ISSUER + TOKEN);
        assertThat(metadata.json().path("grant_types_supported").toString())
                .isEqualTo("[\"authorization_code\",\"client_credentials\",\"password\",\"refresh_token\"]");
        assertThat(metadata.text("authorization_endpoint")).isEqualTo(RunningKeyManager.ISSUER + "/oauth2/authorize");
        assertThat(metadata.json().path("code_challenge_methods_supported").toString())
                .isEqualTo("[\"S256\"]");
        assertThat(metadata.json().path("response_types_supported").toString()).isEqualTo("[\"code\"]");
    }

    private Answer password(TestClient client, String userName, String password) {
        return http.postForm(
                TOKEN, List.of("grant_type", "password", "username", userName, "password", password), client.basic());
    }

    private Answer refresh(TestClient client, String token) {
        return http.postForm(TOKEN, List.of("grant_type", "refresh_token", "refresh_token", token), client.basic());
    }

    private Answer revoke(TestClient client, String token) {
        return http.postForm("/oauth2/revoke", List.of("token", token), client.basic());
    }

    private Answer introspect(TestClient client, String token) {
        return http.postForm("/oauth2/introspect", List.of("token", token), client.basic());
    }

    private boolean active(TestClient client, String token) {
        return introspect(client, token).json().path("active").asBoolean();
    }
}
