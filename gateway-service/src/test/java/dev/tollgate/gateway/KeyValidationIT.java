package dev.tollgate.gateway;

import static dev.tollgate.gateway.rig.TestItems.KEY;
import static dev.tollgate.gateway.rig.TestItems.item;
import static dev.tollgate.gateway.rig.TestItems.key;
import static dev.tollgate.gateway.rig.TestItems.loopback;
import static dev.tollgate.gateway.rig.TestItems.petstore;
import static dev.tollgate.gateway.rig.TestItems.signed;
import static dev.tollgate.gateway.rig.TestItems.subscribed;
import static dev.tollgate.gateway.rig.TestItems.subscription;
import static dev.tollgate.gateway.rig.TestItems.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.Revocation;
import dev.tollgate.contract.key.SubscriptionState;
import dev.tollgate.contract.key.TokenVerdict;
import dev.tollgate.gateway.rig.FakeKeyManager;
import dev.tollgate.gateway.rig.FakeServices;
import dev.tollgate.gateway.rig.GatewayRig;
import dev.tollgate.gateway.rig.RawBackend;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A8, J7: who is let through, and who is told what. */
@SuppressWarnings("JavaUtilDate") // Nimbus' own type
class KeyValidationIT {

    @TempDir
    private static Path directory;

    private static FakeServices services;
    private static RawBackend backend;
    private static GatewayRig gateway;

    @BeforeAll
    static void start() {
        services = new FakeServices(directory.resolve("ca"));
        backend = new RawBackend();
        services.deployments.put(loopback(), item(petstore(backend.url())));
        services.keys.put(subscribed("Unlimited"));
        gateway = GatewayRig.start(services, directory.resolve("gateway"));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        services.close();
        backend.close();
    }

    @BeforeEach
    void forget() {
        services.keys.put(subscribed("Unlimited"));
        for (int i = 1; i <= 4; i++) {
            services.keys.remove("revocation/r" + i);
        }
        await().until(() -> status(token()) == 200);
        backend.forget();
    }

    private static HttpResponse<String> call(String token) {
        return gateway.get("/petstore/1.0.0/pet/1", "Authorization", "Bearer " + token);
    }

    private static int status(String token) {
        return call(token).statusCode();
    }

    private static void refused(String token, int status, String code) {
        HttpResponse<String> answer = call(token);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 401) {
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer realm=");
        }
        assertThat(backend.requests()).isEmpty();
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String type) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType(type))
                .keyID(KEY.getKeyID())
                .build();
    }

    @Test
    void forgedAndForeignTokensAreRefused() throws JOSEException {
        String good = token();
        refused(good.substring(0, good.length() - 4) + "AAAA", 401, "900901");
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8));
        refused(none + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1), 401, "900901");
        SignedJWT symmetric = new SignedJWT(
                header(JWSAlgorithm.HS256, "at+jwt"),
                new JWTClaimsSet.Builder().subject("ck").build());
        symmetric.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
        refused(symmetric.serialize(), 401, "900901");
        refused(signed(key("key-1"), header(JWSAlgorithm.RS256, "at+jwt"), claims -> claims), 401, "900901");
        refused(signed(KEY, header(JWSAlgorithm.RS256, "JWT"), claims -> claims), 401, "900901");
        refused(token(claims -> claims.issuer("https://elsewhere")), 401, "900901");
        refused(token(claims -> claims.audience("https://elsewhere")), 401, "900901");
        refused(token(claims -> claims.claim("cnf", java.util.Map.of("jkt", "x"))), 401, "900901");
        refused(token(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1)))), 401, "900903");
    }

    @Test
    void aFlippedSignatureOfATokenThatIsCachedIsRefused() {
        String good = token();
        assertThat(status(good)).isEqualTo(200);
        backend.forget();
        int at = good.length() - 10;
        char other = good.charAt(at) == 'A' ? 'B' : 'A';
        refused(good.substring(0, at) + other + good.substring(at + 1), 401, "900901");
    }

    @Test
    void aCallWithoutATokenIsToldSo() {
        HttpResponse<String> answer = gateway.get("/petstore/1.0.0/pet/1");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"900902\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"tollgate\"");
    }

    @ParameterizedTest
    @CsvSource({
        "SUBSCRIPTION_STATE_BLOCKED, 401, 900907",
        "SUBSCRIPTION_STATE_PROD_ONLY_BLOCKED, 401, 900907",
        "SUBSCRIPTION_STATE_ON_HOLD, 401, 900909",
        "SUBSCRIPTION_STATE_REJECTED, 401, 900909",
    })
    void theSubscriptionsStateCountsOnEveryCall(SubscriptionState state, int status, String code) {
        String token = token();
        assertThat(status(token)).isEqualTo(200);
        services.keys.put(subscription("app", "petstore", "Unlimited", state));
        await().until(() -> status(token) != 200);
        backend.forget();
        refused(token, status, code);
    }

    @Test
    void anUnsubscribedApplicationIsForbidden() {
        services.keys.remove("subscription/app-petstore");
        await().until(() -> status(token()) != 200);
        backend.forget();
        refused(token(), 403, "900908");
    }

    @Test
    void revocationsOfTokenUserAndConsumerKeyAreEnforcedOnTheSameToken() {
        String byId = token(claims -> claims.jwtID("one"));
        assertThat(status(byId)).isEqualTo(200);
        revoke("r1", Revocation.newBuilder().setTokenId("one"));
        await().until(() -> status(byId) == 401);
        backend.forget();
        refused(byId, 401, "900904");
        assertThat(status(token())).isEqualTo(200);

        String ofUser = token(claims ->
                claims.subject("bob").issueTime(Date.from(Instant.now().minusSeconds(60))));
        assertThat(status(ofUser)).isEqualTo(200);
        revoke("r2", Revocation.newBuilder().setUserName("bob").setNotBeforeEpochMs(System.currentTimeMillis() - 1000));
        await().until(() -> status(ofUser) == 401);

        String ofClient =
                token(claims -> claims.issueTime(Date.from(Instant.now().minusSeconds(60))));
        assertThat(status(ofClient)).isEqualTo(200);
        revoke(
                "r3",
                Revocation.newBuilder().setConsumerKey("ck").setNotBeforeEpochMs(System.currentTimeMillis() - 2000));
        await().until(() -> status(ofClient) == 401);
        assertThat(status(token())).as("issued afterwards").isEqualTo(200);
        services.keys.remove("revocation/r3");
        await().until(() -> status(ofClient) == 200);
    }

    private static void revoke(String id, Revocation.Builder revocation) {
        services.keys.put(FeedItem.newBuilder()
                .setKey("revocation/" + id)
                .setRevocation(revocation.setId(id))
                .build());
    }

    @Test
    void anOpaqueTokenIsAskedOnceAndRevokedByItsHash() {
        services.keyManager.issue("opaque-1", opaque());
        int before = services.keyManager.asked();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                callers.execute(() -> assertThat(status("opaque-1")).isEqualTo(200));
            }
        }
        assertThat(status("opaque-1")).isEqualTo(200);
        assertThat(services.keyManager.asked() - before).isLessThan(8);
        revoke("r4", Revocation.newBuilder().setTokenHash(FakeKeyManager.hash("opaque-1")));
        await().until(() -> status("opaque-1") == 401);
        refusedNow("opaque-unknown", "900901");
    }

    private static void refusedNow(String token, String code) {
        backend.forget();
        refused(token, 401, code);
    }

    private static TokenVerdict opaque() {
        return TokenVerdict.newBuilder()
                .setSubject("ck")
                .setConsumerKey("ck")
                .setKeyType(KeyType.KEY_TYPE_PRODUCTION)
                .setIssuedAtEpochMs(System.currentTimeMillis())
                .setExpiresAtEpochMs(System.currentTimeMillis() + 3_600_000)
                .build();
    }

    @Test
    void anApiKeyStandsForItsApplicationAndLeavesTheQuery() {
        services.keyManager.issue(
                "key-1",
                TokenVerdict.newBuilder()
                        .setSubject("bob")
                        .setApplicationId("app")
                        .setKeyType(KeyType.KEY_TYPE_PRODUCTION)
                        .build());
        assertThat(gateway.get("/petstore/1.0.0/pet/1", "apikey", "key-1").statusCode())
                .isEqualTo(200);
        backend.forget();
        assertThat(gateway.get("/petstore/1.0.0/pet/1?a=b&apikey=key-1&c=d").statusCode())
                .isEqualTo(200);
        assertThat(backend.requests()).singleElement().asString().startsWith("GET /pet/1?a=b&c=d HTTP/1.1");
    }

    @Test
    void scopesAndTokenTypesAreChecked() {
        assertThat(gateway.get("/petstore/1.0.0/admin", "Authorization", "Bearer " + token())
                        .body())
                .contains("\"900910\"");
        String admin = token(claims -> claims.claim("scope", "read admin"));
        assertThat(gateway.get("/petstore/1.0.0/admin", "Authorization", "Bearer " + admin)
                        .statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/petstore/1.0.0/user", "Authorization", "Bearer " + token())
                        .body())
                .contains("\"900905\"");
        String user = token(claims -> claims.subject("bob"));
        assertThat(gateway.get("/petstore/1.0.0/user", "Authorization", "Bearer " + user)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void routesThatAreNotThereAre404AndOtherVerbs405() {
        assertThat(gateway.get("/elsewhere/1.0.0/x").body()).contains("\"900906\"");
        HttpResponse<String> answer =
                gateway.call("DELETE", "/petstore/1.0.0/pet/1", java.net.http.HttpRequest.BodyPublishers.noBody());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("").split(", "))
                .containsExactlyInAnyOrder("GET", "HEAD");
    }
}
