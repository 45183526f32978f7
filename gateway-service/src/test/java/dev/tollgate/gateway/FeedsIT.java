package dev.tollgate.gateway;

import static dev.tollgate.gateway.rig.TestItems.item;
import static dev.tollgate.gateway.rig.TestItems.loopback;
import static dev.tollgate.gateway.rig.TestItems.openHouse;
import static dev.tollgate.gateway.rig.TestItems.operation;
import static dev.tollgate.gateway.rig.TestItems.petstore;
import static dev.tollgate.gateway.rig.TestItems.subscribed;
import static dev.tollgate.gateway.rig.TestItems.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.contract.feed.FeedAcknowledgement;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.key.TokenVerdict;
import dev.tollgate.gateway.deployment.Feed;
import dev.tollgate.gateway.deployment.Feeds;
import dev.tollgate.gateway.rig.FakeServices;
import dev.tollgate.gateway.rig.GatewayRig;
import dev.tollgate.gateway.rig.RawBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedsIT {

    @TempDir
    private Path directory;

    private final RawBackend backend = new RawBackend();
    private FakeServices services;

    @BeforeEach
    void start() {
        services = new FakeServices(directory.resolve("ca"));
        services.deployments.put(loopback(), item(petstore(backend.url())));
        services.keys.put(subscribed("Unlimited"));
        services.policies.put(openHouse());
    }

    @AfterEach
    void stop() throws IOException {
        services.close();
        backend.close();
    }

    private GatewayRig gateway(String... more) {
        return GatewayRig.start(services, directory.resolve("gateway"), more);
    }

    private static int call(GatewayRig gateway) {
        return gateway.get("/petstore/1.0.0/pet/1", "Authorization", "Bearer " + token())
                .statusCode();
    }

    private static byte[] hash(List<FeedItem> items) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (FeedItem item : items) {
            digest.update((item.getKey() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(item.toByteArray());
        }
        return digest.digest();
    }

    private void acknowledged() {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            FeedAcknowledgement last = services.deployments.acknowledgements().getLast();
            assertThat(last.getPosition().getSequencesOrThrow("apis")).isEqualTo(services.deployments.sequence());
            assertThat(last.getSnapshotHash().toByteArray()).isEqualTo(hash(services.deployments.items()));
        });
    }

    @Test
    void aChangeIsServedAndAcknowledgedWithPositionAndHash() {
        try (GatewayRig gateway = gateway()) {
            assertThat(services.deployments.hellos().getFirst().getEnvironment())
                    .isEqualTo("Default");
            acknowledged();
            services.deployments.put(item(petstore(backend.url())
                    .addOperations(operation("PUT", "/pet"))
                    .setLifeCycleState(LifeCycleState.LIFE_CYCLE_STATE_BLOCKED)));
            acknowledged();
            assertThat(call(gateway)).isEqualTo(503);
            services.deployments.remove("api/petstore");
            acknowledged();
            assertThat(gateway.get("/petstore/1.0.0/pet/1").body()).contains("\"900906\"");
        }
    }

    @Test
    void theDefaultVersionMovesInOneStep() {
        try (GatewayRig gateway = gateway()) {
            DeployedApi.Builder second =
                    petstore(backend.url() + "/second").setApiId("petstore-2").setVersion("2.0.0");
            services.deployments.put(item(petstore(backend.url()).setDefaultVersion(false)), item(second));
            acknowledged();
            assertThat(gateway.get("/petstore/open").statusCode()).isEqualTo(200);
            assertThat(backend.requests().getLast()).startsWith("GET /second/open");
            assertThat(gateway.get("/petstore/1.0.0/open").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatCannotBeServedIsReportedAndWhatWasThereStays() {
        try (GatewayRig gateway = gateway()) {
            services.deployments.put(item(petstore(backend.url()).addSecuritySchemes("mutualssl_mandatory")));
            await().untilAsserted(() -> assertThat(
                            services.deployments.acknowledgements().getLast().getFailuresList())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.getKey()).isEqualTo("api/petstore")));
            assertThat(call(gateway)).isEqualTo(200);
        }
    }

    @Test
    void aLostFeedIsFollowedAgainFromWhereItWas() {
        try (GatewayRig gateway = gateway()) {
            services.deployments.drop();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> services.deployments.hellos().size() == 2);
            assertThat(services.deployments.hellos().getLast().hasPosition()).isTrue();
            services.deployments.remove("api/petstore");
            await().until(() -> call(gateway) == 404);
        }
    }

    @Test
    void aNodeWithoutHeartbeatsIsNotConnectedAndAfterTheGraceRefusesToJudgeKeys() {
        try (GatewayRig gateway = gateway(
                "--tollgate.gateway.key-validation.signed-grace=2s", "--tollgate.gateway.deployment.silence=60s")) {
            Feeds feeds = gateway.bean(Feeds.class);
            await().until(() -> feeds.connected(Feed.KEYS));
            services.keys.silence();
            await().atMost(Duration.ofSeconds(5)).until(() -> !feeds.connected(Feed.KEYS));
            assertThat(feeds.connected(Feed.DEPLOYMENTS)).isTrue();
            await().atMost(Duration.ofSeconds(5)).until(() -> call(gateway) == 503);
            assertThat(gateway.get("/petstore/1.0.0/pet/1", "Authorization", "Bearer " + token())
                            .body())
                    .contains("\"900900\"");
            assertThat(gateway.get("/petstore/open").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRestartWhileEverythingIsAwayServesFromDisk() {
        try (GatewayRig gateway = gateway("--tollgate.gateway.deployment.snapshot-interval=100ms")) {
            assertThat(call(gateway)).isEqualTo(200);
        }
        services.stop();
        try (GatewayRig gateway = gateway("--tollgate.gateway.deployment.start-patience=1s")) {
            assertThat(call(gateway)).isEqualTo(200);
            assertThat(gateway.get("/petstore/1.0.0/pet/1", "Authorization", "Bearer opaque")
                            .statusCode())
                    .as("never asked before: not known now")
                    .isEqualTo(503);
        }
    }

    @Test
    void aRestartWhileEverythingIsAwayKnowsTheOpaqueTokensItKnewUntilTheGraceIsOver() {
        services.keyManager.issue(
                "opaque",
                TokenVerdict.newBuilder()
                        .setSubject("ck")
                        .setConsumerKey("ck")
                        .setIssuedAtEpochMs(System.currentTimeMillis())
                        .build());
        String[] settings = {
            "--tollgate.gateway.deployment.snapshot-interval=100ms",
            "--tollgate.gateway.deployment.start-patience=100ms",
            "--tollgate.gateway.key-validation.keep-interval=1h"
        };
        try (GatewayRig gateway = gateway(settings)) {
            assertThat(opaque(gateway)).isEqualTo(200);
        }
        services.stop();
        for (int boot = 0; boot < 2; boot++) {
            try (GatewayRig gateway = gateway(settings)) {
                assertThat(opaque(gateway)).as("boot %d", boot).isEqualTo(200);
                assertThat(call(gateway)).isEqualTo(200);
            }
        }
        try (GatewayRig gateway = gateway(
                "--tollgate.gateway.deployment.start-patience=100ms",
                "--tollgate.gateway.key-validation.grace=1s",
                "--tollgate.gateway.key-validation.signed-grace=1h")) {
            assertThat(opaque(gateway)).as("past the grace").isEqualTo(503);
            assertThat(call(gateway)).as("signed").isEqualTo(200);
        }
        try (GatewayRig gateway = gateway(
                "--tollgate.gateway.deployment.start-patience=100ms",
                "--tollgate.gateway.key-validation.signed-grace=1s")) {
            assertThat(call(gateway)).as("signed, past its own grace").isEqualTo(503);
        }
    }

    private static int opaque(GatewayRig gateway) {
        return gateway.get("/petstore/1.0.0/pet/1", "Authorization", "Bearer opaque")
                .statusCode();
    }

    @Test
    void aBackendInANetworkThatIsNotAllowedIsNotReached() {
        services.deployments.remove("backend-networks");
        try (GatewayRig gateway = gateway()) {
            assertThat(gateway.get("/petstore/open").statusCode()).isEqualTo(502);
            assertThat(backend.connections()).isZero();
            services.deployments.put(loopback());
            await().until(() -> gateway.get("/petstore/open").statusCode() == 200);
            services.deployments.remove("backend-networks");
            await().until(() -> gateway.get("/petstore/open").statusCode() == 502);
        }
    }

    @Test
    void tokenRequestsArePassedOnToTheKeyManagersEndpoint() {
        try (GatewayRig gateway = gateway("--tollgate.gateway.token-endpoint=" + backend.url() + "/oauth2/token")) {
            var body = java.net.http.HttpRequest.BodyPublishers.ofString("grant_type=client_credentials");
            assertThat(gateway.call("POST", "/token", body, "X-Forwarded-For", "6.6.6.6", "Authorization", "Basic eDp5")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(backend.requests().getLast())
                    .startsWith("POST /oauth2/token HTTP/1.1")
                    .contains("Basic eDp5")
                    .doesNotContain("6.6.6.6")
                    .endsWith("grant_type=client_credentials");
            assertThat(gateway.call("POST", "/revoke", body).statusCode()).isEqualTo(200);
            assertThat(backend.requests().getLast()).startsWith("POST /oauth2/revoke HTTP/1.1");
        }
    }

    @Test
    void withoutAKeyManagerTokenRequestsAreTemporarilyUnavailable() {
        try (GatewayRig gateway = gateway("--tollgate.gateway.token-endpoint=http://127.0.0.1:1/oauth2/token")) {
            var answer = gateway.call("POST", "/token", java.net.http.HttpRequest.BodyPublishers.ofString("a=b"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("{\"error\":\"temporarily_unavailable\"}");
        }
    }
}
