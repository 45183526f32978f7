package dev.tollgate.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each service as a process of its own, with nothing but its configuration; they find one another over the network. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandAloneIT {

    private static final List<String> SERVICES =
            List.of("key-manager", "traffic-manager", "publisher", "store", "gateway");

    private final Authorization administrator = Authorization.basic(Machine.ADMINISTRATOR, Machine.PASSWORD);
    private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
    private final Machine machine;

    StandAloneIT(@TempDir Path directory) {
        this.machine = Machine.prepare(directory);
    }

    @BeforeAll
    void start() {
        SERVICES.forEach(service -> services.put(service, machine.start(service)));
        services.values().forEach(ServiceProcess::untilReady);
    }

    @AfterAll
    void stop() {
        List.copyOf(services.values()).reversed().forEach(ServiceProcess::close);
        machine.close();
    }

    @Test
    @Tag("A1")
    void theKeyManagerDescribesItselfAndOffersNoPasswordGrantWhereNobodyAskedForIt() {
        Answer metadata = service("key-manager")
                .at(Authorization.NONE)
                .get("/.well-known/oauth-authorization-server")
                .expect(200);

        assertThat(metadata.text("issuer")).isEqualTo("https://localhost:9443");
        assertThat(metadata.json().path("grant_types_supported").valueStream().map(grant -> grant.asString()))
                .contains("client_credentials")
                .doesNotContain("password");
        service("key-manager").at(administrator).get("/scim2/Users").expect(200);
        service("key-manager").at(Authorization.NONE).get("/scim2/Users").expect(401);
    }

    @Test
    void theTrafficManagerHasTheDefaultPolicies() {
        Answer policies = service("traffic-manager")
                .at(administrator)
                .get("/api/am/admin/v4/throttling/policies/subscription")
                .expect(200);

        assertThat(policies.list())
                .extracting(policy -> policy.path("policyName").asString())
                .contains("Gold", "Silver", "Bronze", "Unauthenticated", "Unlimited");
        service("traffic-manager")
                .at(Authorization.NONE)
                .get("/api/am/admin/v4/throttling/policies/subscription")
                .expect(401);
    }

    @Test
    void whatThePublisherPublishesTheStoreShowsAndTheGatewayServes() {
        try (EchoBackend backend = EchoBackend.start("127.0.0.1")) {
            var publisher = service("publisher").at(administrator);
            String base = "/api/am/publisher/v4/apis";
            Api api = Api.of(
                    publisher.post(base, ApiDraft.on(backend.url()).fields()).expect(201));

            Answer published = publisher
                    .send("POST", base + "/change-lifecycle?action=Publish&wait=20s&apiId=" + api.id())
                    .expect(200);

            assertThat(published.header("Tollgate-Deployment"))
                    .hasValueSatisfying(receipt -> assertThat(receipt).contains("live=1", "of=1"));
            assertThat(service("gateway")
                            .at(Authorization.NONE)
                            .get(api.path("/x"))
                            .expect(401)
                            .code())
                    .isEqualTo("900902");
            service("store")
                    .at(Authorization.NONE)
                    .get("/api/am/devportal/v3/apis/" + api.id())
                    .expect(200);
        }
    }

    @Test
    @Tag("A17")
    void healthAndMetricsAreOnTheManagementPortAlone() {
        services.values().forEach(service -> {
            service.management().get("/actuator/health/liveness").expect(200);
            var management = service.management();
            assertThat(management
                            .http()
                            .status(management.request("/actuator/prometheus").build()))
                    .isEqualTo(200);
            service.management().get("/actuator/env").expect(404);
            service.management().get("/actuator/heapdump").expect(404);
            service.at(administrator).get("/actuator/health/liveness").expect(404);
            service.at(administrator).get("/actuator/prometheus").expect(404);
        });
    }

    private ServiceProcess service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }
}
