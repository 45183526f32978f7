package dev.tollgate.publisher.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.RunningPublisher;
import dev.tollgate.publisher.testing.TestApis;
import dev.tollgate.publisher.testing.TestGateway;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deprecate, sunset, retire, and which version answers without its version meanwhile. */
class EndOfLifeIT {

    private final Client alice = Client.alice();

    @BeforeEach
    @AfterEach
    void noNodeIsLeft() {
        RunningPublisher.get().database().sql("DELETE FROM apis.gateway_nodes").update();
    }

    @Test
    void gatewaysAreToldSinceWhenAnApiIsDeprecatedAndWhenItGoes() {
        String id = published();
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(90).toString();
        try (var gateway = TestGateway.on("Default")) {
            await().until(() -> gateway.api(id) != null);
            assertThat(Objects.requireNonNull(gateway.api(id)).getDeprecatedAt())
                    .isZero();
            long before = Instant.now().getEpochSecond();

            assertThat(change(id, "Deprecate", "&sunset=" + day).status()).isEqualTo(200);

            await().until(() -> Objects.requireNonNull(gateway.api(id)).getDeprecatedAt() >= before);
            var api = Objects.requireNonNull(gateway.api(id));
            assertThat(api.getLifeCycleState()).isEqualTo(LifeCycleState.LIFE_CYCLE_STATE_DEPRECATED);
            assertThat(api.getSunset())
                    .isEqualTo(LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
            var shown = alice.get("/apis/" + id).json();
            assertThat(shown.path("sunset").asString()).isEqualTo(day);
            assertThat(shown.path("deprecatedTime").asString()).isNotEmpty();

            String later = shown.toString().replace(day, "2099-01-01T12:00:00+01:00");
            assertThat(alice.put("/apis/" + id, later).status()).isEqualTo(200);
            await().until(() -> Objects.requireNonNull(gateway.api(id)).getSunset()
                    == Instant.parse("2099-01-01T11:00:00Z").getEpochSecond());
        }
    }

    @Test
    void aSunsetThatIsNoDayOrGoneByIsRefusedAndNothingChanges() {
        String id = published();
        for (String wrong : new String[] {"soon", "2001-01-01", "2099-13-01", "12345-01-01"}) {
            var refused = change(id, "Deprecate", "&sunset=" + wrong);
            assertThat(refused.status()).as(wrong + refused.text()).isEqualTo(400);
            assertThat(refused.json().path("description").asString()).startsWith("sunset: ");
        }
        assertThat(change(id, "Block", "&sunset=2099-01-01").status()).isEqualTo(400);
        assertThat(alice.get("/apis/" + id).json().path("lifeCycleStatus").asString())
                .isEqualTo("PUBLISHED");
    }

    @Test
    void anApiThatIsStillCalledIsRetiredByForceAlone() throws SQLException {
        String called = deprecated();
        calls(called, Instant.now().minusSeconds(60), 0, 12);
        var refused = change(called, "Retire", "");
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.json().path("code").asInt()).isEqualTo(900394);
        assertThat(refused.json().path("description").asString()).contains("12 calls of 1 applications", "force=true");
        assertThat(alice.get("/apis/" + called).json().path("lifeCycleStatus").asString())
                .isEqualTo("DEPRECATED");
        assertThat(alice.get("/apis/" + called + "/deployments")
                        .json()
                        .path("list")
                        .size())
                .isEqualTo(1);

        assertThat(change(called, "Retire", "&force=true").status()).isEqualTo(200);
        assertThat(alice.get("/apis/" + called + "/deployments")
                        .json()
                        .path("list")
                        .isEmpty())
                .isTrue();

        String forgotten = deprecated();
        calls(forgotten, Instant.now().minusSeconds(8 * 86_400), 0, 5);
        calls(forgotten, Instant.now().minusSeconds(60), 900902, 7);
        assertThat(change(forgotten, "Retire", "").status())
                .as("calls of long ago, and calls that were refused, hold nobody up")
                .isEqualTo(200);
    }

    @Test
    void theVersionBeforeServesWithoutItsVersionUntilTheNewDefaultIsDeployed() {
        String name = TestApis.name();
        String first = alice.post("/apis", TestApis.plain(name).replaceFirst("\\{", "{\"isDefaultVersion\": true,"))
                .id();
        change(first, "Publish", "");
        try (var gateway = TestGateway.on("Default")) {
            await().until(() -> gateway.api(first) != null);
            String second = alice.post("/apis/copy-api?newVersion=2.0&defaultVersion=true&apiId=" + first)
                    .id();
            assertThat(alice.get("/apis/" + first)
                            .json()
                            .path("isDefaultVersion")
                            .asBoolean())
                    .isFalse();
            // the copy is told of in no way that gateways see: an event of another API passes them all
            String other = published();
            await().until(() -> gateway.api(other) != null);
            assertThat(Objects.requireNonNull(gateway.api(first)).getDefaultVersion())
                    .isTrue();
            assertThat(servesDefault(first)).isTrue();

            change(second, "Publish", "");
            await().until(() -> gateway.api(second) != null);
            assertThat(Objects.requireNonNull(gateway.api(second)).getDefaultVersion())
                    .isTrue();
            await().until(() -> !Objects.requireNonNull(gateway.api(first)).getDefaultVersion());

            String none = alice.get("/apis/" + second)
                    .json()
                    .toString()
                    .replace("\"isDefaultVersion\":true", "\"isDefaultVersion\":false");
            assertThat(alice.put("/apis/" + second, none).status()).isEqualTo(200);
            await().until(() -> !Objects.requireNonNull(gateway.api(second)).getDefaultVersion());
        }
    }

    @Test
    void aRollBackIsOneCall() {
        String name = TestApis.name();
        String id = alice.post("/apis", TestApis.plain(name)).id();
        change(id, "Publish", "");
        String first =
                alice.get("/apis/" + id + "/revisions").json().at("/list/0/id").asString();
        try (var gateway = TestGateway.on("Default")) {
            await().until(() -> gateway.api(id) != null);
            alice.put("/apis/" + id, TestApis.plain(name).replace("/menu", "/card"));
            String second = alice.post("/apis/" + id + "/revisions", "{}").id();
            alice.post("/apis/" + id + "/deploy-revision?revisionId=" + second, "[{\"name\": \"Default\"}]");
            await().until(() -> target(gateway, id).equals("/card"));

            var back = alice.post("/apis/" + id + "/restore-revision?deploy=true&wait=10s&revisionId=" + first);

            assertThat(back.status()).as(back.text()).isEqualTo(201);
            assertThat(back.header("Tollgate-Deployment")).startsWith("live=1; of=1");
            assertThat(target(gateway, id)).isEqualTo("/menu");
            assertThat(alice.get("/apis/" + id)
                            .json()
                            .at("/operations/0/target")
                            .asString())
                    .isEqualTo("/menu");
        }
    }

    private static String target(TestGateway gateway, String id) {
        return Objects.requireNonNull(gateway.api(id)).getOperations(0).getTarget();
    }

    private static boolean servesDefault(String id) {
        return RunningPublisher.get()
                .database()
                .sql("SELECT default_version FROM registry.published_apis_v1 WHERE api_id = ?::uuid")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private String published() {
        String id = TestApis.created();
        assertThat(change(id, "Publish", "").status()).isEqualTo(200);
        return id;
    }

    private String deprecated() {
        String id = published();
        assertThat(change(id, "Deprecate", "").status()).isEqualTo(200);
        return id;
    }

    private Client.Answer change(String id, String action, String more) {
        return alice.post("/apis/change-lifecycle?action=" + action + "&apiId=" + id + more);
    }

    /** As the Traffic Manager would have counted them. */
    private static void calls(String api, Instant minute, int refusal, long calls) throws SQLException {
        try (Connection owner = RealPostgres.get().connectAsOwner("traffic-manager");
                PreparedStatement insert = owner.prepareStatement("""
                    INSERT INTO traffic.usage_v1 (minute, api_id, verb, target, application_id, sandbox, status,
                        refusal_code, calls, request_bytes, response_bytes, latency_buckets, latency_counts)
                    VALUES (?, ?, 'GET', '/menu', 'app', false, 200, ?, ?, 0, 0, '{}', '{}')
                    """)) {
            insert.setObject(1, minute.atOffset(ZoneOffset.UTC));
            insert.setString(2, api);
            insert.setInt(3, refusal);
            insert.setLong(4, calls);
            insert.executeUpdate();
        }
    }
}
