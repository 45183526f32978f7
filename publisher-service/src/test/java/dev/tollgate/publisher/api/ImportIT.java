package dev.tollgate.publisher.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.RunningPublisher;
import dev.tollgate.publisher.testing.TestApis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ImportIT {

    private final Client alice = Client.alice();

    @Test
    void aFileBecomesAnApiWithItsOperationsScopesAndBackend() throws IOException {
        String name = TestApis.name();
        var created = importFile(petstore(), name);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var api = created.json();
        assertThat(api.path("name").asString()).isEqualTo(name);
        assertThat(api.path("version").asString()).isEqualTo("1.2");
        assertThat(api.path("description").asString()).isEqualTo("Animals and their people.");
        assertThat(api.path("operations").size()).isEqualTo(3);
        assertThat(api.path("operations").get(2).path("authType").asString()).isEqualTo("Application User");
        assertThat(api.path("operations").get(0).path("scopes").isEmpty())
                .as("scopes of another authorization server are no scopes here")
                .isTrue();
        assertThat(api.path("scopes").get(0).path("scope").path("name").asString())
                .isEqualTo("pets:remove");
        assertThat(api.path("endpointConfig")
                        .path("production_endpoints")
                        .path("url")
                        .asString())
                .isEqualTo("http://127.0.0.1:9/petshop");
        assertThat(api.path("policies").toString()).isEqualTo("[\"Bronze\",\"Silver\",\"Gold\",\"Unlimited\"]");
        var definition = alice.get("/apis/" + created.id() + "/swagger").json();
        assertThat(definition
                        .path("paths")
                        .path("/pet")
                        .path("post")
                        .path("operationId")
                        .asString())
                .isEqualTo("addPet");
        assertThat(definition
                        .at("/components/schemas/Pet/properties/born/example")
                        .asString())
                .isEqualTo("2020-02-29");
    }

    @Test
    void textAndUrlDoTheSame() throws IOException {
        String inline = TestApis.name();
        assertThat(alice.form(
                                "POST",
                                "/apis/import-openapi",
                                Map.of("inlineAPIDefinition", petstore(), "additionalProperties", properties(inline)))
                        .status())
                .isEqualTo(201);
        var requests = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] document = petstore().getBytes(StandardCharsets.UTF_8);
        server.createContext("/petstore.yaml", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, document.length);
            try (exchange) {
                exchange.getResponseBody().write(document);
            }
        });
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", "/petstore.yaml");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            var fetched = alice.form(
                    "POST",
                    "/apis/import-openapi",
                    Map.of("url", base + "/petstore.yaml", "additionalProperties", properties(TestApis.name())));
            assertThat(fetched.status()).as(fetched.text()).isEqualTo(201);
            assertThat(requests).hasValue(1);
            assertThat(importUrl(base + "/elsewhere").status())
                    .as("no redirect")
                    .isEqualTo(400);
            assertThat(importUrl(base + "/nothing").status()).isEqualTo(400);
            assertThat(importUrl("http://localhost:" + server.getAddress().getPort() + "/petstore.yaml?x=1")
                            .status())
                    .as("localhost leads to allowed addresses only, or to ::1 as well")
                    .isIn(201, 400);
            assertThat(requests.get()).isLessThanOrEqualTo(2);
            var refused = alice.form(
                    "POST",
                    "/apis/import-openapi",
                    Map.of(
                            "inlineAPIDefinition",
                            petstore()
                                    .replace(
                                            "#/components/schemas/Pet",
                                            base + "/petstore.yaml#/components/schemas/Pet"),
                            "additionalProperties",
                            properties(TestApis.name())));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(requests.get()).as("references are not followed").isLessThanOrEqualTo(2);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anAddressThatIsNotAllowedIsNotAsked() {
        for (String url : java.util.List.of(
                "http://169.254.169.254/x", "http://[::1]:1/x", "file:///etc/passwd", "http://2130706433/x")) {
            var answer = importUrl(url);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("code").asInt()).as(answer.text()).isEqualTo(900346);
        }
    }

    private Client.Answer importUrl(String url) {
        return alice.form(
                "POST",
                "/apis/import-openapi",
                Map.of("url", url, "additionalProperties", properties(TestApis.name())));
    }

    @Test
    void aDefinitionThatCannotBeReadIsRefusedWithItsPlaceAndNothingStored() throws IOException {
        long before = count();
        var yaml = importFile("openapi: 3.0.0\ninfo: {title: x\npaths: {}", TestApis.name());
        assertThat(yaml.status()).isEqualTo(400);
        assertThat(yaml.json().path("description").asString()).contains("line ");
        var path = importFile(petstore().replace("description: Gone", "nothing: Gone"), TestApis.name());
        assertThat(path.status()).isEqualTo(400);
        assertThat(path.json().path("description").asString()).contains("/pet/{petId}");
        assertThat(importFile("{\"swagger\": \"2.0\"}", TestApis.name()).status())
                .isEqualTo(400);
        assertThat(importFile(
                                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM"
                                        + " \"file:///etc/passwd\">]><a>&x;</a>",
                                "X")
                        .status())
                .isEqualTo(400);
        assertThat(alice.form("POST", "/apis/import-openapi", Map.of("additionalProperties", "{}"))
                        .status())
                .isEqualTo(400);
        assertThat(alice.form("POST", "/apis/import-openapi", Map.of("file", petstore(), "additionalProperties", "{x"))
                        .status())
                .isEqualTo(400);
        assertThat(alice.post("/apis/import-openapi", "{}").status()).isEqualTo(415);
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void validationListsWhatIsWrongAndStoresNothing() throws IOException {
        long before = count();
        var valid = alice.form("POST", "/apis/validate-openapi?returnContent=true", Map.of("file", petstore()));
        assertThat(valid.status()).as(valid.text()).isEqualTo(200);
        assertThat(valid.json().path("isValid").asBoolean()).isTrue();
        assertThat(valid.json().path("content").asString()).isEqualTo(petstore());
        assertThat(valid.json().at("/info/operations").size()).isEqualTo(3);
        var invalid = alice.form("POST", "/apis/validate-openapi", Map.of("inlineAPIDefinition", "{}"));
        assertThat(invalid.status()).isEqualTo(200);
        assertThat(invalid.json().path("isValid").asBoolean()).isFalse();
        assertThat(invalid.json().path("errors").isEmpty()).isFalse();
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void aNewDefinitionChangesTheOperationsAndKeepsWhatItDoesNotSay() throws IOException {
        String id = importFile(petstore(), TestApis.name()).id();
        String next = petstore()
                .replace("      x-auth-type: Application User\n      x-throttling-tier: 10KPerMin\n", "")
                .replace("  /pet:\n    post:", "  /animal:\n    post:");
        var put = alice.form("PUT", "/apis/" + id + "/swagger", Map.of("apiDefinition", next));
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        var operations = alice.get("/apis/" + id).json().path("operations");
        assertThat(operations.get(0).path("target").asString()).isEqualTo("/animal");
        assertThat(operations.get(2).path("authType").asString()).isEqualTo("Application User");
        assertThat(put.json()
                        .at("/paths/~1pet~1{petId}/delete/x-throttling-tier")
                        .asString())
                .isEqualTo("10KPerMin");
        assertThat(alice.form("PUT", "/apis/" + id + "/swagger", Map.of("apiDefinition", "{"))
                        .status())
                .isEqualTo(400);
    }

    private static long count() {
        return RunningPublisher.get()
                .database()
                .sql("SELECT count(*) FROM apis.apis")
                .query(Long.class)
                .single();
    }

    private Client.Answer importFile(String text, String name) {
        return alice.form(
                "POST", "/apis/import-openapi", Map.of("file", text, "additionalProperties", properties(name)));
    }

    private static String properties(String name) {
        return "{\"name\": \"" + name + "\", \"context\": \"" + name.toLowerCase(Locale.ROOT) + "\"}";
    }

    private static String petstore() throws IOException {
        try (var in = ImportIT.class.getResourceAsStream("/definitions/petstore.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
