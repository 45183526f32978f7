package dev.tollgate.publisher.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.contract.deployment.AuthType;
import dev.tollgate.contract.deployment.BackendSelection;
import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.provision.server.LoopbackPort;
import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.RunningPublisher;
import dev.tollgate.publisher.testing.TestApis;
import dev.tollgate.publisher.testing.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Publish, deploy, roll back: as the REST API says it, as gateways see it, as the registry shows it. */
class PublishIT {

    private static final String ON_DEFAULT =
            "[{\"name\": \"Default\", \"vhost\": \"localhost\", \"displayOnDevportal\": true}]";

    private final Client alice = Client.alice();

    @BeforeEach
    @AfterEach
    void noNodeIsLeft() {
        RunningPublisher.get().database().sql("DELETE FROM apis.gateway_nodes").update();
    }

    @Test
    void publishMakesARevisionAndDeploysItAndBothGatewaysServeIt() {
        String name = TestApis.name();
        String id = alice.post("/apis", TestApis.plain(name)).id();
        try (var first = TestGateway.on("Default");
                var second = TestGateway.on("Default")) {
            awaitMembers(id, 2);
            var published = publish(id, "&wait=10s");
            assertThat(published.status()).as(published.text()).isEqualTo(200);
            assertThat(published.json().path("workflowStatus").asString()).isEqualTo("APPROVED");
            assertThat(published.json().at("/lifecycleState/state").asString()).isEqualTo("Published");
            assertThat(published.header("Tollgate-Deployment")).startsWith("live=2; of=2; sequence=");

            for (TestGateway gateway : List.of(first, second)) {
                var api = Objects.requireNonNull(gateway.api(id));
                assertThat(api.getContext()).isEqualTo("/" + name.toLowerCase(java.util.Locale.ROOT));
                assertThat(api.getVersion()).isEqualTo("1.0.0");
                assertThat(api.getRevisionNumber()).isEqualTo(1);
                assertThat(api.getLifeCycleState()).isEqualTo(LifeCycleState.LIFE_CYCLE_STATE_PUBLISHED);
                assertThat(api.getProvider()).isEqualTo("alice");
                assertThat(api.getOperationsList()).hasSize(2);
                assertThat(api.getOperations(0).getAuthType())
                        .isEqualTo(AuthType.AUTH_TYPE_APPLICATION_AND_APPLICATION_USER);
                assertThat(api.getProduction().getSelection()).isEqualTo(BackendSelection.BACKEND_SELECTION_SINGLE);
                assertThat(api.getProduction().getBackends(0).getUrl()).isEqualTo("http://127.0.0.1:9/base");
                assertThat(api.hasSandbox()).isFalse();
                assertThat(gateway.networks()).contains("127.0.0.0/8");
            }
            var receipt = alice.get("/apis/" + id + "/deployments/receipt").json();
            assertThat(receipt.path("nodes").size()).isEqualTo(2);
            assertThat(receipt.at("/nodes/0/state").asString()).isEqualTo("LIVE");
            assertThat(receipt.path("hash").asString()).isNotEmpty();
            var deployments = alice.get("/apis/" + id + "/deployments").json();
            assertThat(deployments.at("/list/0/deployedGatewayCount").asInt()).isEqualTo(2);
            var revisions =
                    alice.get("/apis/" + id + "/revisions?query=deployed:true").json();
            assertThat(revisions.at("/list/0/displayName").asString()).isEqualTo("Revision 1");
            assertThat(revisions.at("/list/0/deploymentInfo/0/name").asString()).isEqualTo("Default");
        }
    }

    @Test
    void theRegistryShowsWhatConsumersMayFind() {
        String name = TestApis.name();
        String id = alice.post("/apis", TestApis.plain(name)).id();
        assertThat(registered(id)).isEmpty();
        publish(id, "");
        assertThat(registered(id)).containsExactly("PUBLISHED " + name + " [Gold, Bronze] [Default] 2");
        change(id, "Block");
        assertThat(registered(id)).containsExactly("BLOCKED " + name + " [Gold, Bronze] [Default] 2");
        assertThat(alice.put(
                                "/apis/" + id,
                                alice.get("/apis/" + id).json().toString().replace("\"Gold\",", ""))
                        .status())
                .isEqualTo(200);
        assertThat(registered(id)).containsExactly("BLOCKED " + name + " [Bronze] [Default] 2");
        change(id, "Deprecate");
        change(id, "Retire");
        assertThat(registered(id)).isEmpty();
    }

    private static List<String> registered(String id) {
        return RunningPublisher.get()
                .database()
                .sql("""
                    SELECT life_cycle_state || ' ' || name || ' [' || array_to_string(tiers, ', ') || '] ['
                        || array_to_string(environments, ', ') || '] ' || jsonb_array_length(operations)
                    FROM registry.published_apis_v1 WHERE api_id = ?
                    """)
                .param(UUID.fromString(id))
                .query(String.class)
                .list();
    }

    @Test
    void aRevisionIsRolledBackInOneCallAndTheWorkingCopyStays() {
        String name = TestApis.name();
        String id = alice.post("/apis", TestApis.plain(name)).id();
        try (var gateway = TestGateway.on("Default")) {
            awaitMembers(id, 1);
            publish(id, "&wait=10s");
            String changed = TestApis.plain(name).replace("/menu", "/card");
            assertThat(alice.put("/apis/" + id, changed).status()).isEqualTo(200);
            assertThat(target(gateway, id)).isEqualTo("/menu");

            var second = alice.post("/apis/" + id + "/revisions", "{\"description\": \"card\"}");
            assertThat(second.status()).as(second.text()).isEqualTo(201);
            assertThat(second.json().path("displayName").asString()).isEqualTo("Revision 2");
            assertThat(deploy(id, second.id()).header("Tollgate-Deployment")).startsWith("live=1; of=1");
            assertThat(target(gateway, id)).isEqualTo("/card");

            String first = alice.get("/apis/" + id + "/revisions")
                    .json()
                    .at("/list/1/id")
                    .asString();
            deploy(id, first);
            assertThat(target(gateway, id)).isEqualTo("/menu");
            assertThat(alice.get("/apis/" + id)
                            .json()
                            .at("/operations/0/target")
                            .asString())
                    .isEqualTo("/card");

            var restored = alice.post("/apis/" + id + "/restore-revision?revisionId=" + first);
            assertThat(restored.status()).isEqualTo(201);
            assertThat(restored.json().at("/operations/0/target").asString()).isEqualTo("/menu");

            assertThat(alice.delete("/apis/" + id + "/revisions/" + first).status())
                    .isEqualTo(400);
            assertThat(alice.delete("/apis/" + id + "/revisions/" + second.id())
                            .json()
                            .path("count")
                            .asInt())
                    .isEqualTo(1);
            var third = alice.post("/apis/" + id + "/revisions", "{}");
            assertThat(third.json().path("displayName").asString()).isEqualTo("Revision 3");

            var undeployed = alice.post(
                    "/apis/" + id + "/undeploy-revision?revisionNumber=1&allEnvironments=true&wait=10s", "[]");
            assertThat(undeployed.status()).as(undeployed.text()).isEqualTo(201);
            assertThat(gateway.api(id)).isNull();
        }
    }

    private static String target(TestGateway gateway, String id) {
        return Objects.requireNonNull(gateway.api(id)).getOperations(0).getTarget();
    }

    @Test
    void gatewaysSeeOnlyTheirEnvironment() {
        String id = TestApis.created();
        try (var usual = TestGateway.on("Default");
                var internal = TestGateway.on("internal")) {
            awaitMembers(id, 2);
            String revision = alice.post("/apis/" + id + "/revisions", "{}").id();
            var deployed = alice.post(
                    "/apis/" + id + "/deploy-revision?wait=10s&revisionId=" + revision, "[{\"name\": \"internal\"}]");
            assertThat(deployed.header("Tollgate-Deployment")).startsWith("live=1; of=1");
            assertThat(internal.api(id)).isNotNull();
            assertThat(usual.api(id)).isNull();
        }
    }

    @Test
    void theReceiptNamesWhoFailedWhoIsLateAndWhoIsGone() {
        String id = TestApis.created();
        try (var good = TestGateway.on("Default");
                var bad = TestGateway.on("Default");
                var late = TestGateway.on("Default");
                var gone = TestGateway.on("Default")) {
            awaitMembers(id, 4);
            bad.choke("api/" + id);
            gone.disappear();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> states(id).contains("GONE") && !states(id).contains("PENDING"));
            late.fallSilent();
            long started = System.nanoTime();
            var published = publish(id, "&wait=1s");
            assertThat(published.status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(900));
            assertThat(published.header("Tollgate-Deployment")).startsWith("live=1; of=3");
            assertThat(states(id)).containsExactlyInAnyOrder("LIVE", "FAILED", "PENDING", "GONE");
            assertThat(alice.get("/apis/" + id + "/deployments/receipt").text()).contains("indigestible");
            assertThat(good.api(id)).isNotNull();
        }
    }

    private List<String> states(String id) {
        var states = new java.util.ArrayList<String>();
        for (JsonNode node :
                alice.get("/apis/" + id + "/deployments/receipt").json().path("nodes")) {
            states.add(node.path("state").asString());
        }
        return states;
    }

    @Test
    void anotherPublisherNodeTellsTheSame() {
        String id = TestApis.created();
        int port = LoopbackPort.free();
        int internalPort = LoopbackPort.free();
        try (var other = RunningPublisher.start(port, internalPort);
                var gateway = new TestGateway("on-the-other", "Default", internalPort)) {
            assertThat(other.isRunning()).isTrue();
            awaitMembers(id, 1);
            assertThat(publish(id, "&wait=10s").header("Tollgate-Deployment")).startsWith("live=1; of=1");
            assertThat(gateway.api(id)).isNotNull();
            var there = new Client(alice.userName(), alice.roles(), alice.scopes(), port);
            assertThat(there.get("/apis/" + id + "/deployments/receipt").json())
                    .isEqualTo(alice.get("/apis/" + id + "/deployments/receipt").json());
        }
    }

    @Test
    void theDefaultVersionReachesGatewaysWithoutANewRevision() {
        String name = TestApis.name();
        String first = alice.post("/apis", TestApis.plain(name).replaceFirst("\\{", "{\"isDefaultVersion\": true,"))
                .id();
        try (var gateway = TestGateway.on("Default")) {
            awaitMembers(first, 1);
            publish(first, "&wait=10s");
            assertThat(Objects.requireNonNull(gateway.api(first)).getDefaultVersion())
                    .isTrue();
            String second = alice.post("/apis/copy-api?newVersion=2.0&defaultVersion=true&apiId=" + first)
                    .id();
            publish(second, "&wait=10s");
            assertThat(Objects.requireNonNull(gateway.api(second)).getDefaultVersion())
                    .isTrue();
            assertThat(Objects.requireNonNull(gateway.api(first)).getDefaultVersion())
                    .isFalse();
            assertThat(alice.delete("/apis/" + second).status()).isEqualTo(200);
            await().until(() -> gateway.api(second) == null);
        }
    }

    @Test
    void whatCannotBeServedIsNotPublishedAndLeavesNothing() {
        String name = TestApis.name();
        String id = alice.post(
                        "/apis", "{\"name\": \"%s\", \"context\": \"/%s\", \"version\": \"1\"}".formatted(name, name))
                .id();
        assertThat(publish(id, "").status()).isEqualTo(400);
        assertThat(alice.get("/apis/" + id + "/revisions").json().path("count").asInt())
                .isZero();
        assertThat(alice.get("/apis/" + id).json().path("lifeCycleStatus").asString())
                .isEqualTo("CREATED");
        String elsewhere = TestApis.name();
        String lost = alice.post(
                        "/apis",
                        TestApis.plain(elsewhere)
                                .replaceFirst("\\{", "{\"gatewayEnvironments\": [\"Default\", \"nowhere\"],"))
                .id();
        assertThat(publish(lost, "").status()).isEqualTo(400);
        assertThat(alice.get("/apis/" + lost + "/revisions")
                        .json()
                        .path("count")
                        .asInt())
                .isZero();
        assertThat(registered(lost)).isEmpty();
        assertThat(publish(id, "&wait=31s").status()).isEqualTo(400);
        assertThat(publish(id, "&wait=soon").status()).isEqualTo(400);
        assertThat(alice.post("/apis/" + lost + "/deploy-revision?revisionId=" + UUID.randomUUID(), ON_DEFAULT)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aChangedListOfNetworksReachesGateways() {
        var administrator = Client.administrator();
        String path = "/api/am/admin/v4/settings/backend-networks";
        String before = administrator.get(path).text();
        try (var gateway = TestGateway.on("Default")) {
            assertThat(alice.get(path).status()).isEqualTo(403);
            assertThat(administrator.put(path, "[\"10.0.0.0/40\"]").status()).isEqualTo(400);
            assertThat(administrator
                            .put(path, "[\"127.0.0.0/8\", \"10.9.0.0/16\"]")
                            .status())
                    .isEqualTo(200);
            await().until(() -> gateway.networks().size() == 2);
            var created = alice.post("/apis", TestApis.plain(TestApis.name()).replace("127.0.0.1:9", "10.9.8.7"));
            assertThat(created.status()).as(created.text()).isEqualTo(201);
        } finally {
            administrator.put(path, before);
        }
    }

    @Test
    void administratorsSeeEnvironmentsAndTheirNodes() {
        var administrator = Client.administrator();
        var environments = administrator.get("/api/am/admin/v4/environments").json();
        assertThat(environments.path("count").asInt()).isEqualTo(2);
        assertThat(environments.at("/list/0/name").asString()).isEqualTo("Default");
        assertThat(environments.at("/list/0/vhosts/0/httpsPort").asInt()).isEqualTo(8243);
        String id = environments.at("/list/0/id").asString();
        try (var gateway = TestGateway.on("Default")) {
            assertThat(gateway.items()).isNotNull();
            await().until(() -> administrator
                            .get("/api/am/admin/v4/environments/" + id + "/gateways")
                            .json()
                            .path("count")
                            .asInt()
                    == 1);
            var node = administrator
                    .get("/api/am/admin/v4/environments/" + id + "/gateways")
                    .json()
                    .at("/list/0");
            assertThat(node.path("status").asString()).isEqualTo("ACTIVE");
            assertThat(node.path("role").asString()).isEqualTo("both");
        }
    }

    private Client.Answer publish(String id, String more) {
        return alice.post("/apis/change-lifecycle?action=Publish&apiId=" + id + more);
    }

    private void change(String id, String action) {
        assertThat(alice.post("/apis/change-lifecycle?action=" + action + "&apiId=" + id)
                        .status())
                .isEqualTo(200);
    }

    private Client.Answer deploy(String id, String revision) {
        var answer = alice.post("/apis/" + id + "/deploy-revision?wait=10s&revisionId=" + revision, ON_DEFAULT);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    /** Until the nodes have said what they hold. */
    private void awaitMembers(String id, int nodes) {
        await().until(() -> {
            var receipt = alice.get("/apis/" + id + "/deployments/receipt").json();
            return receipt.path("nodes").size() == nodes && !receipt.toString().contains("PENDING");
        });
    }
}
