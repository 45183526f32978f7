package dev.tollgate.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CatalogueIT {

    private static final RunningStore STORE = RunningStore.get();

    @Test
    void everybodySeesPublicApisAndTheirAddresses() {
        String name = "Open" + System.nanoTime();
        UUID api = OthersViews.api(name);
        var list = STORE.get("", "/apis?query=" + name);
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.text("/list/0/id")).isEqualTo(api.toString());
        assertThat(list.text("/list/0/throttlingPolicies/0")).isEqualTo("Gold");
        assertThat(list.text("/list/0/isSubscriptionAvailable")).isEqualTo("true");
        assertThat(list.text("/pagination/total")).isEqualTo("1");

        var detail = STORE.get("", "/apis/" + api);
        assertThat(detail.text("/lifeCycleStatus")).isEqualTo("PUBLISHED");
        assertThat(detail.text("/isDefaultVersion")).isEqualTo("true");
        String path = "/" + name.toLowerCase(java.util.Locale.ROOT);
        assertThat(detail.text("/endpointURLs/0/environmentName")).isEqualTo("Default");
        assertThat(detail.text("/endpointURLs/0/URLs/https")).isEqualTo("https://localhost:8243" + path + "/1.0.0");
        assertThat(detail.text("/endpointURLs/0/URLs/http")).isEqualTo("http://localhost:8280" + path + "/1.0.0");
        assertThat(detail.text("/endpointURLs/0/defaultVersionURLs/https")).isEqualTo("https://localhost:8243" + path);
        assertThat(detail.text("/tiers/0/tierName")).isEqualTo("Gold");
        assertThat(detail.text("/operations/1/verb")).isEqualTo("POST");
        assertThat(detail.text("/scopes/0/key")).isEqualTo("pets:write");
        assertThat(STORE.send("", "GET", "/apis/" + api, null, Map.of("If-None-Match", detail.etag()))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void theDefinitionNamesTheGatewaysAndNeverTheBackend() {
        UUID api = OthersViews.api("Defined" + System.nanoTime());
        var definition = STORE.get("", "/apis/" + api + "/swagger");
        assertThat(definition.status()).isEqualTo(200);
        assertThat(definition.text("/servers/0/url"))
                .startsWith("https://localhost:8243/defined")
                .endsWith("/1.0.0");
        assertThat(definition.raw().body()).doesNotContain("backend.internal");
        assertThat(STORE.get("", "/apis/" + api).raw().body()).doesNotContain("backend.internal");
        assertThat(STORE.get("", "/apis/" + api + "/swagger?environmentName=Default")
                        .status())
                .isEqualTo(200);
        assertThat(STORE.get("", "/apis/" + api + "/swagger?environmentName=none")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void restrictedApisAreAbsentForOthers() {
        String name = "Secret" + System.nanoTime();
        UUID api = OthersViews.api(name, "PUBLISHED", "RESTRICTED", List.of("staff"));
        String absent = UUID.randomUUID().toString();
        for (String stranger : List.of("", "bob")) {
            assertThat(STORE.get(stranger, "/apis?query=" + name).text("/pagination/total"))
                    .isEqualTo("0");
            for (String part : List.of(
                    "", "/swagger", "/subscription-policies", "/ratings", "/comments", "/documents", "/thumbnail")) {
                assertThat(STORE.get(stranger, "/apis/" + api + part).status()).isEqualTo(404);
                assertThat(STORE.get(stranger, "/apis/" + api + part).bytes())
                        .isEqualTo(STORE.get(stranger, "/apis/" + absent + part).bytes());
            }
            assertThat(STORE.get(stranger, "/tags?limit=1000").raw().body()).doesNotContain("tag-" + name);
        }
        for (String knowing : List.of("staff", "alice")) {
            assertThat(STORE.get(knowing, "/apis?query=" + name).text("/pagination/total"))
                    .isEqualTo("1");
            assertThat(STORE.get(knowing, "/apis/" + api).status()).isEqualTo(200);
        }
        UUID membersOnly = OthersViews.api("Private" + System.nanoTime(), "PUBLISHED", "PRIVATE", List.of());
        assertThat(STORE.get("", "/apis/" + membersOnly).status()).isEqualTo(404);
        assertThat(STORE.get("bob", "/apis/" + membersOnly).status()).isEqualTo(200);
    }

    @Test
    void searchUnderstandsModifiersPrefixesAndStates() {
        String name = "Search" + System.nanoTime();
        OthersViews.api(name);
        OthersViews.api(name + "Prototype", "PROTOTYPED", "PUBLIC", List.of());
        OthersViews.api(name + "Old", "DEPRECATED", "PUBLIC", List.of());
        assertThat(found(name)).isEqualTo(1);
        assertThat(found(name.substring(2).toUpperCase(java.util.Locale.ROOT))).isEqualTo(1);
        assertThat(found("name:" + name)).isEqualTo(1);
        assertThat(found("name:" + name.substring(0, 8))).isZero();
        assertThat(found("name:" + name.substring(0, name.length() - 1) + "*")).isEqualTo(1);
        assertThat(found(name + " status:PROTOTYPED")).isEqualTo(1);
        assertThat(found(name + " status:DEPRECATED")).isZero();
        assertThat(found("tag:tag-" + name)).isEqualTo(1);
        assertThat(found("context:/" + name)).isEqualTo(1);
        assertThat(found("context:" + name)).isEqualTo(1);
        assertThat(found(name + " provider:alice version:1.0.0 team:blue")).isEqualTo(1);
        assertThat(found(name + " team:red")).isZero();
        assertThat(found("description:\"All about " + name + "\"")).isEqualTo(1);
        assertThat(found("name:' OR 1=1 --")).isZero();
        assertThat(STORE.get("", "/apis?query=" + "x".repeat(1001)).status()).isEqualTo(400);
        assertThat(STORE.get("", "/apis?limit=100000").status()).isEqualTo(400);
    }

    @Test
    void policiesAreListedByLevel() {
        var tiers = STORE.get("", "/throttling-policies/subscription");
        assertThat(tiers.text("/count")).isEqualTo("4");
        assertThat(tiers.text("/list/1/name")).isEqualTo("Gold");
        assertThat(tiers.text("/list/1/requestCount")).isEqualTo("5000");
        assertThat(tiers.text("/list/1/policyLevel")).isEqualTo("subscription");
        assertThat(tiers.text("/list/2/throttlingPolicyPermissions/type")).isEqualTo("allow");
        assertThat(STORE.get("", "/throttling-policies/application/10PerMin").text("/requestCount"))
                .isEqualTo("10");
        assertThat(STORE.get("", "/throttling-policies/application/Gold").status())
                .isEqualTo(404);
        assertThat(STORE.get("", "/throttling-policies/advanced").status()).isEqualTo(400);
        UUID api = OthersViews.api("Tiers" + System.nanoTime());
        assertThat(STORE.get("", "/apis/" + api + "/subscription-policies")
                        .body()
                        .size())
                .isEqualTo(3);
    }

    @Test
    void settingsAndKeyManagersTellTheAddresses() {
        var settings = STORE.get("", "/settings");
        assertThat(settings.text("/apiGatewayEndpoint")).isEqualTo("https://localhost:8243,http://localhost:8280");
        assertThat(settings.text("/IsAnonymousModeEnabled")).isEqualTo("true");
        var keyManagers = STORE.get("bob", "/key-managers");
        assertThat(keyManagers.text("/list/0/tokenEndpoint")).isEqualTo("https://localhost:9443/oauth2/token");
        assertThat(STORE.get("", "/key-managers").status()).isEqualTo(401);
    }

    private static int found(String query) {
        return STORE.get("", "/apis?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .body()
                .path("count")
                .asInt(-1);
    }
}
