package dev.tollgate.gateway;

import static dev.tollgate.gateway.rig.TestItems.item;
import static dev.tollgate.gateway.rig.TestItems.loopback;
import static dev.tollgate.gateway.rig.TestItems.openHouse;
import static dev.tollgate.gateway.rig.TestItems.petstore;
import static dev.tollgate.gateway.rig.TestItems.subscribed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.contract.deployment.Backend;
import dev.tollgate.contract.deployment.BackendGroup;
import dev.tollgate.contract.deployment.BackendSelection;
import dev.tollgate.contract.deployment.Cors;
import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.TokenVerdict;
import dev.tollgate.gateway.rig.FakeServices;
import dev.tollgate.gateway.rig.GatewayRig;
import dev.tollgate.gateway.rig.RawBackend;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider sets for an API: its pages, its ports, its backends; and what a key is limited to. */
class ApiSettingsIT {

    private static final String PAGE = "https://page.example";

    @TempDir
    private static Path directory;

    private static FakeServices services;
    private static RawBackend first;
    private static RawBackend second;
    private static GatewayRig gateway;

    @BeforeAll
    static void start() {
        services = new FakeServices(directory.resolve("ca"));
        first = new RawBackend();
        second = new RawBackend();
        services.deployments.put(
                loopback(),
                item(api("pages")
                        .setCors(Cors.newBuilder()
                                .setEnabled(true)
                                .addAllowOrigins(PAGE)
                                .addAllowHeaders("authorization")
                                .addAllowMethods("GET"))),
                item(api("secure").addTransports("https")),
                item(api("turns").setProduction(group(BackendSelection.BACKEND_SELECTION_ROUND_ROBIN, first, second))),
                item(api("preferred")
                        .setProduction(group(BackendSelection.BACKEND_SELECTION_FAIL_OVER, first, second))),
                item(api("failing")
                        .setProduction(BackendGroup.newBuilder()
                                .setSelection(BackendSelection.BACKEND_SELECTION_FAIL_OVER)
                                .addBackends(Backend.newBuilder().setUrl("http://127.0.0.1:1"))
                                .addBackends(Backend.newBuilder().setUrl(second.url())))),
                item(petstore(first.url())));
        services.keys.put(subscribed("Unlimited"));
        services.policies.put(openHouse());
        gateway = GatewayRig.start(services, directory.resolve("gateway"));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        services.close();
        first.close();
        second.close();
    }

    @BeforeEach
    void forget() {
        first.forget();
        second.forget();
    }

    private static DeployedApi.Builder api(String name) {
        return petstore(first.url()).setApiId(name).setName(name).setContext("/" + name);
    }

    private static BackendGroup group(BackendSelection selection, RawBackend... backends) {
        BackendGroup.Builder group = BackendGroup.newBuilder().setSelection(selection);
        for (RawBackend backend : backends) {
            group.addBackends(Backend.newBuilder().setUrl(backend.url()));
        }
        return group.build();
    }

    private static HttpResponse<String> preflight(String origin, String method) {
        return gateway.call(
                "OPTIONS",
                "/pages/1.0.0/open",
                HttpRequest.BodyPublishers.noBody(),
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method);
    }

    @Test
    void aPageOfAnAllowedOriginMayCallAndReadAndAnotherMayNot() {
        HttpResponse<String> asked = preflight(PAGE, "GET");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).contains("GET");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers")).contains("authorization");
        assertThat(asked.headers().allValues("Vary")).anyMatch("origin"::equalsIgnoreCase);
        assertThat(first.requests())
                .as("a question that the gateway answers itself")
                .isEmpty();

        assertThat(gateway.get("/pages/1.0.0/open", "Origin", PAGE).headers().firstValue("Access-Control-Allow-Origin"))
                .contains(PAGE);
        // also an answer that refuses: else the page could not read why
        HttpResponse<String> refused = gateway.get("/pages/1.0.0/pet/1", "Origin", PAGE);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);

        for (String other : List.of("https://page.example.evil", "https://evil.example", "null", PAGE + ":8443")) {
            assertThat(preflight(other, "GET").headers().firstValue("Access-Control-Allow-Origin"))
                    .as(other)
                    .isEmpty();
            assertThat(gateway.get("/pages/1.0.0/open", "Origin", other)
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .as(other)
                    .isEmpty();
        }
        assertThat(gateway.get("/petstore/1.0.0/open", "Origin", PAGE)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .as("an API without the setting")
                .isEmpty();
    }

    @Test
    void anApiForHttpsAloneIsNotServedWithoutIt() {
        assertThat(gateway.get("/secure/1.0.0/open").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(first.requests()).isEmpty();
    }

    @Test
    void backendsTakeTurns() {
        for (int call = 0; call < 6; call++) {
            assertThat(gateway.get("/turns/1.0.0/open").statusCode()).isEqualTo(200);
        }
        assertThat(first.requests()).hasSize(3);
        assertThat(second.requests()).hasSize(3);
    }

    @Test
    void thePreferredBackendGetsAllCallsAsLongAsItCanBeReached() {
        for (int call = 0; call < 4; call++) {
            assertThat(gateway.get("/preferred/1.0.0/open").statusCode()).isEqualTo(200);
        }
        assertThat(first.requests()).hasSize(4);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void whereTheFirstBackendCannotBeReachedTheNextOneGetsTheCallOnceAlsoIfItIsNotIdempotent() {
        assertThat(gateway.call("POST", "/failing/1.0.0/open", HttpRequest.BodyPublishers.ofString("once"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(second.requests())
                .singleElement()
                .satisfies(request -> assertThat(request).endsWith("once"));
    }

    @Test
    void aKeyForSomeAddressesOrPagesIsRefusedFromOthers() {
        key("from-here", TokenVerdict.newBuilder().addPermittedIps("127.0.0.0/8"));
        key("from-elsewhere", TokenVerdict.newBuilder().addPermittedIps("203.0.113.0/24"));
        key("from-pages", TokenVerdict.newBuilder().addPermittedReferers(PAGE + "/*"));

        await().until(() -> call("from-here").statusCode() == 200);
        assertThat(call("from-elsewhere").statusCode()).isIn(401, 403);
        assertThat(call("from-elsewhere", "X-Forwarded-For", "203.0.113.7").statusCode())
                .as("what a client claims of its address does not count")
                .isIn(401, 403);
        assertThat(call("from-pages").statusCode()).isIn(401, 403);
        assertThat(call("from-pages", "Referer", "https://evil.example/" + PAGE + "/x")
                        .statusCode())
                .isIn(401, 403);
        assertThat(call("from-pages", "Referer", PAGE + "/console").statusCode())
                .isEqualTo(200);
    }

    private static void key(String value, TokenVerdict.Builder limits) {
        services.keyManager.issue(
                value,
                limits.setSubject("bob")
                        .setApplicationId("app")
                        .setKeyType(KeyType.KEY_TYPE_PRODUCTION)
                        .setIssuedAtEpochMs(System.currentTimeMillis())
                        .build());
    }

    private static HttpResponse<String> call(String key, String... fields) {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "apikey";
        all[1] = key;
        return gateway.get("/petstore/1.0.0/pet/1", all);
    }
}
