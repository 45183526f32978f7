package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Gateways;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Person;
import dev.tollgate.acceptance.people.Subscriber.Keys;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

@OnTollgate
@Tag("A8")
class ForgedTokensIT {

    private final Installation installation;
    private final Person bob;
    private final EchoBackend backend;
    private final Api api;
    private final Keys keys;
    private final String token;

    ForgedTokensIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.bob = people.bob().person();
        this.backend = backend;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        this.keys = application.keys("client_credentials", "password", "refresh_token");
        this.token = keys.client().clientCredentials().expect(200).text("access_token");
        // verified and cached on every gateway
        installation.gateways().untilEachAnswers(200, api.path("/real"), Authorization.bearer(token));
    }

    @TestFactory
    Stream<DynamicTest> forgeriesAreInvalidAndTheBackendSeesNothing() {
        SignedToken real = SignedToken.parse(token);
        JsonNode jwks = installation
                .front(Authorization.NONE)
                .get("/oauth2/jwks")
                .expect(200)
                .json();
        Map<String, String> forgeries = new LinkedHashMap<>();
        forgeries.put("alg none", real.withAlgorithm("none").unsigned());
        forgeries.put("alg None", real.withAlgorithm("None").unsigned());
        forgeries.put("alg none, old signature", real.withAlgorithm("none").withOldSignature());
        forgeries.put(
                "HS256 over the RSA key as DER", real.withAlgorithm("HS256").hmac(JsonKeys.der(jwks)));
        forgeries.put(
                "HS256 over the RSA key as PEM", real.withAlgorithm("HS256").hmac(JsonKeys.pem(jwks)));
        forgeries.put("HS256 over the modulus", real.withAlgorithm("HS256").hmac(JsonKeys.modulus(jwks)));
        forgeries.put("signed by a stranger", real.signedByStranger());
        forgeries.put("a stranger's key in the header", real.signedByStrangerWithOwnKeyInHeader());
        forgeries.put(
                "wrong aud", real.withClaim("aud", "https://elsewhere.example").withOldSignature());
        forgeries.put(
                "wrong aud, stranger",
                real.withClaim("aud", "https://elsewhere.example").signedByStranger());
        forgeries.put(
                "wrong iss", real.withClaim("iss", "https://elsewhere.example").withOldSignature());
        forgeries.put("later expiry", real.withClaim("exp", 4_102_444_800L).withOldSignature());
        forgeries.put("another subject", real.withClaim("sub", "admin").withOldSignature());
        forgeries.put("flipped signature", real.withFlippedSignature());
        forgeries.put("cut signature", token.substring(0, token.length() - 1));
        forgeries.put("no signature", token.substring(0, token.lastIndexOf('.') + 1));
        forgeries.put("two parts", token.substring(0, token.lastIndexOf('.')));
        forgeries.put("four parts", token + ".e30");
        forgeries.put("padding added", token + "=");
        forgeries.put("nothing like a token", "x");
        return forgeries.entrySet().stream()
                .map(forgery -> dynamicTest(
                        forgery.getKey(), () -> refused(forgery.getKey().replace(' ', '-'), forgery.getValue())));
    }

    @Test
    void aRefreshTokenIsNoAccessToken() {
        Answer pair = keys.client().password(bob.userName(), bob.password(), "").expect(200);

        refused("refresh-token", pair.text("refresh_token"));
    }

    @Test
    void anExpiredTokenIsInvalidAndSaysThatItExpired() {
        String shortLived = keys.generate(Map.of(
                        "consumerSecret", keys.client().consumerSecret(), "validityPeriod", 2, "scopes", List.of()))
                .expect(200)
                .text("accessToken");
        Authorization caller = Authorization.bearer(shortLived);
        Gateways gateways = installation.gateways();
        gateways.untilEachAnswers(200, api.path("/short"), caller);

        await().atMost(Duration.ofSeconds(75)) // a minute of skew is common; five times a second beyond it
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> gateways.get(api.path("/short"), caller).forEach(answer -> answer.expect(401)));
        gateways.get(api.path("/short"), caller).forEach(answer -> {
            assertThat(answer.code()).isIn("900901", "900903");
            assertThat(answer.header("WWW-Authenticate"))
                    .hasValueSatisfying(value -> assertThat(value).contains("invalid_token"));
        });
    }

    private void refused(String marker, String forged) {
        installation
                .gateways()
                .get(api.path("/forged/" + marker), Authorization.bearer(forged))
                .forEach(answer -> {
                    assertThat(answer.expect(401).code()).isIn("900901", "900903", "900904", "900905");
                    assertThat(answer.header("WWW-Authenticate"))
                            .hasValueSatisfying(value -> assertThat(value).contains("invalid_token"));
                });
        assertThat(backend.received("/forged/" + marker)).isEmpty();
    }
}
