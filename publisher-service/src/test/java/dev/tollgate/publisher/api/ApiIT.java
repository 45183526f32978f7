package dev.tollgate.publisher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.TestApis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiIT {

    private final Client alice = Client.alice();

    @Test
    void aNewApiIsCreatedWithWhatTheContractDefaults() {
        String name = TestApis.name();
        var created = alice.post("/apis", TestApis.plain(name));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.header("Location")).endsWith("/apis/" + created.id());
        assertThat(created.header("ETag")).isNotEmpty();
        assertThat(created.json().path("provider").asString()).isEqualTo("alice");
        assertThat(created.json().path("lifeCycleStatus").asString()).isEqualTo("CREATED");
        assertThat(created.json().path("context").asString()).isEqualTo("/" + name.toLowerCase(java.util.Locale.ROOT));
        assertThat(created.json().path("securityScheme").toString()).isEqualTo("[\"oauth2\"]");
        assertThat(created.json().path("operations").size()).isEqualTo(2);
        assertThat(created.json().path("operations").get(0).path("authType").asString())
                .isEqualTo("Any");

        var read = alice.get("/apis/" + created.id());
        assertThat(read.json()).isEqualTo(created.json());
        assertThat(alice.get("/apis/" + created.id(), "If-None-Match", read.header("ETag"))
                        .status())
                .isEqualTo(304);
        assertThat(alice.get("/apis/" + created.id() + "/swagger")
                        .json()
                        .path("paths")
                        .has("/order/{id}"))
                .isTrue();
    }

    @Test
    void whatTollgateDoesNotInterpretComesBackAsItWent() {
        String name = TestApis.name();
        var created = alice.post("/apis", """
            {"name": "%s", "context": "/%s", "version": "1", "unheardOf": 1, "id": "mine", "lifeCycleStatus": "PUBLISHED",
             "websubSubscriptionConfiguration": {"enable": false, "secret": ""},
             "subtypeConfiguration": {"subtype": "DEFAULT", "configuration": {"a": [1, 2.50, null]}},
             "additionalPropertiesMap": {"team": {"name": "team", "value": "blue", "display": true}},
             "endpointConfig": {"endpoint_type": "load_balance", "x-own": {"deep": [1]},
                "production_endpoints": [{"url": "http://127.0.0.1:9/a"}, {"url": "http://127.0.0.1:9/b", "k": true}]}}
            """.formatted(name, name));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var api = alice.get("/apis/" + created.id()).json();
        assertThat(api.has("unheardOf")).isFalse();
        assertThat(api.path("id").asString()).isNotEqualTo("mine");
        assertThat(api.path("lifeCycleStatus").asString()).isEqualTo("CREATED");
        assertThat(api.path("endpointConfig").path("x-own").path("deep").get(0).asInt())
                .isEqualTo(1);
        assertThat(api.path("endpointConfig")
                        .path("production_endpoints")
                        .get(1)
                        .path("k")
                        .asBoolean())
                .isTrue();
        assertThat(api.path("subtypeConfiguration")
                        .path("configuration")
                        .path("a")
                        .toString())
                .isEqualTo("[1,2.5,null]");
        assertThat(api.path("additionalProperties").get(0).path("value").asString())
                .isEqualTo("blue");

        var again = alice.put("/apis/" + created.id(), api.toString());
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.json().path("endpointConfig")).isEqualTo(api.path("endpointConfig"));
        assertThat(again.json().path("operations")).isEqualTo(api.path("operations"));
    }

    @Test
    void aChangeThatSawAnOlderStateIsRefused() {
        String name = TestApis.name();
        var created = alice.post("/apis", TestApis.plain(name));
        String path = "/apis/" + created.id();
        String old = created.header("ETag");
        String body = TestApis.plain(name).replaceFirst("\\{", "{\"description\": \"fresh\",");
        assertThat(alice.put(path, body, "If-Match", old).status()).isEqualTo(200);
        assertThat(alice.put(path, body, "If-Match", old).status()).isEqualTo(412);
        assertThat(alice.delete(path, "If-Match", old).status()).isEqualTo(412);
        assertThat(alice.get(path).json().path("description").asString()).isEqualTo("fresh");
        assertThat(alice.delete(path).status()).isEqualTo(200);
        assertThat(alice.get(path).status()).isEqualTo(404);
    }

    @Test
    void noOtherProviderGetsAContextWithinAnApis() {
        String name = TestApis.name();
        String context = name.toLowerCase(java.util.Locale.ROOT);
        assertThat(alice.post("/apis", TestApis.plain(name)).status()).isEqualTo(201);
        String within = TestApis.plain("In" + name).replace("\"in" + context + '"', '"' + context + "/1.0.0/order\"");
        var mallory = Client.with(
                "mallory", "Internal/creator,Internal/publisher", "apim:api_create,apim:api_view,apim:api_publish");
        assertThat(mallory.post("/apis", within).json().path("code").asInt()).isEqualTo(900251);
        assertThat(alice.post("/apis", within).status()).isEqualTo(201);
    }

    @Test
    void thePlatformsScopesAreNotAnApis() {
        String body = TestApis.plain(TestApis.name())
                .replaceFirst("\\{", "{\"scopes\": [{\"scope\": {\"name\": \"apim:admin\", \"bindings\": []}}],");
        assertThat(alice.post("/apis", body).status()).isEqualTo(400);
    }

    @Test
    void nameVersionAndContextAreTakenOnce() {
        String name = TestApis.name();
        String body = TestApis.plain(name);
        assertThat(alice.post("/apis", body).status()).isEqualTo(201);
        assertThat(alice.post("/apis", body).status()).isEqualTo(409);
        assertThat(alice.post("/apis", body.replace('"' + name + '"', "\"Other" + name + '"'))
                        .json()
                        .path("code")
                        .asInt())
                .isEqualTo(900251);
        assertThat(alice.post("/apis", TestApis.plain(name, "2.0.0")).status()).isEqualTo(201);
        assertThat(alice.post("/apis/validate?query=name:" + name).status()).isEqualTo(200);
        assertThat(alice.post("/apis/validate?query=context:" + name.toLowerCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(200);
        assertThat(alice.post("/apis/validate?query=name:No" + name).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"Bad\"",
                "[]",
                "\"text\"",
                "{}",
                "{\"name\": \"Bad/Name\", \"context\": \"/bad\", \"version\": \"1\"}",
                "{\"name\": \"Bad\", \"context\": \"/bad/../x\", \"version\": \"1\"}",
                "{\"name\": \"Bad\", \"context\": \"/b a d\", \"version\": \"1\"}",
                "{\"name\": \"Bad\", \"context\": \"/token\", \"version\": \"1\"}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1/2\"}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"..\"}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": 1}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"tags\": \"x\"}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"policies\": [\"Platinum\"]}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"type\": \"GRAPHQL\"}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"enableSchemaValidation\": true}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"operations\": [{\"target\": \"x\","
                        + " \"verb\": \"GET\"}]}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"operations\": [{\"target\": \"/x\","
                        + " \"verb\": \"TRACE\"}]}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"operations\": [{\"target\": \"/x\","
                        + " \"verb\": \"GET\", \"scopes\": [\"s\"]}]}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"endpointConfig\":"
                        + " {\"endpoint_type\": \"awslambda\"}}",
                "{\"name\": \"Bad\", \"context\": \"/bad\", \"version\": \"1\", \"endpointConfig\":"
                        + " {\"production_endpoints\": {\"url\": \"\"}}}",
            })
    void badInputIsRefusedAndNothingStored(String body) {
        var answer = alice.post("/apis", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("code").isInt()).isTrue();
        assertThat(answer.json().path("description").asString()).isNotBlank();
        assertThat(alice.get("/apis?query=name:Bad").json().path("count").asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest, network",
        "http://[::1]:80/, network",
        "http://[::ffff:10.0.0.1]/, network",
        "http://10.1.2.3/, network",
        "http://2130706433/, decimal",
        "http://0x7f000001/, decimal",
        "http://127.1/, URL",
        "file:///etc/passwd, http",
        "http://user:secret@127.0.0.1/, user",
    })
    void aBackendWhereTheAdministratorHasNotAllowedOneIsRefused(String url, String reason) {
        var answer = alice.post("/apis", TestApis.plain("Forbidden").replace("http://127.0.0.1:9/base", url));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("description").asString()).contains(reason);
        assertThat(alice.get("/apis?query=name:Forbidden").json().path("count").asInt())
                .isZero();
    }

    @Test
    void anotherMediaTypeIsNotTaken() {
        assertThat(alice.send("POST", "/apis", "<api/>", "application/xml").status())
                .isEqualTo(415);
        assertThat(alice.send("POST", "/apis", "name=x", "text/plain").status()).isEqualTo(415);
    }

    @Test
    void aBodyOverTheLimitIsNotRead() {
        String large = "{\"name\": \"" + "x".repeat(12 * 1024 * 1024) + "\"}";
        assertThat(alice.post("/apis", large).status()).isEqualTo(413);
    }

    @Test
    void scopesDecideWhoMayDoWhat() {
        String id = TestApis.created();
        assertThat(Client.with("x", "", "nobody").get("/apis").status()).isEqualTo(401);
        var bob = Client.with("bob", "Internal/subscriber", "apim:subscribe");
        assertThat(bob.get("/apis").status()).isEqualTo(403);
        assertThat(bob.post("/apis/import-openapi", "{}").status())
                .as("who may not call does not hear about media types")
                .isEqualTo(403);
        var publisher = Client.with("paul", "Internal/publisher", "apim:api_view,apim:api_publish");
        var api = publisher.get("/apis/" + id).json();
        String tagged = api.toString().replace("\"tags\":[]", "\"tags\":[\"food\"]");
        assertThat(publisher.put("/apis/" + id, tagged).status()).isEqualTo(200);
        String described = tagged.replace("\"description\":\"\"", "\"description\":\"mine\"");
        assertThat(publisher.put("/apis/" + id, described).status()).isEqualTo(403);
        assertThat(publisher.delete("/apis/" + id).status()).isEqualTo(403);
    }

    @Test
    void anApiWithRestrictedAccessIsAbsentForOtherProviders() {
        String name = TestApis.name();
        String body = TestApis.plain(name)
                .replaceFirst("\\{", "{\"accessControl\": \"RESTRICTED\", \"accessControlRoles\": [\"insiders\"],");
        String id = alice.post("/apis", body).id();
        var outsider = Client.with("olga", "Internal/creator", "apim:api_view");
        assertThat(outsider.get("/apis/" + id).status()).isEqualTo(404);
        assertThat(outsider.get("/apis?query=name:" + name).json().path("count").asInt())
                .isZero();
        var insider = Client.with("ines", "insiders", "apim:api_view");
        assertThat(insider.get("/apis/" + id).status()).isEqualTo(200);
        assertThat(insider.get("/apis?query=name:" + name).json().path("count").asInt())
                .isEqualTo(1);
    }

    @Test
    void theDefaultVersionIsOneOfAll() {
        String name = TestApis.name();
        String first = alice.post("/apis", TestApis.plain(name).replaceFirst("\\{", "{\"isDefaultVersion\": true,"))
                .id();
        var copy = alice.post("/apis/copy-api?newVersion=2.0&defaultVersion=true&apiId=" + first);
        assertThat(copy.status()).as(copy.text()).isEqualTo(201);
        assertThat(copy.json().path("isDefaultVersion").asBoolean()).isTrue();
        assertThat(copy.json().path("lifeCycleStatus").asString()).isEqualTo("CREATED");
        assertThat(alice.get("/apis/" + first).json().path("isDefaultVersion").asBoolean())
                .isFalse();
    }
}
