package dev.tollgate.acceptance.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Multipart;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.acceptance.people.People;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** What can't be understood, or breaks a rule, is refused with the error body, and nothing of it is stored. */
@OnTollgate
class BadInputIT {

    private static final int ELEVEN_MEGABYTES = 11 * 1024 * 1024;

    private final People people;
    private final EchoBackend backend;
    private final Rest publisher;
    private final Rest store;

    BadInputIT(People people, EchoBackend backend) {
        this.people = people;
        this.backend = backend;
        this.publisher = people.alice().api();
        this.store = people.bob().store();
    }

    @TestFactory
    Stream<DynamicTest> thePublisherRefusesAndStoresNothing() {
        return Stream.of(
                refused("malformed JSON", 400, draft -> post("{\"name\":\"" + draft.name() + "\",")),
                refused("JSON of another shape", 400, draft -> post("[\"" + draft.name() + "\"]")),
                refused("a field of another type", 400, draft -> create(draft.with("operations", "all of them"))),
                refused("no body", 400, draft -> publisher.sendBytes("POST", "/apis", "application/json", new byte[0])),
                refused(
                        "an unknown content type",
                        415,
                        draft -> publisher.sendBytes("POST", "/apis", "text/x-unheard-of", json(draft))),
                refused(
                        "a body too large",
                        413,
                        draft -> create(draft.with("description", "x".repeat(ELEVEN_MEGABYTES)))),
                refused("no name", 400, draft -> create(draft.without("name"))),
                refused("no context", 400, draft -> create(draft.without("context"))),
                refused("a context with a space", 400, draft -> create(draft.with("context", "/a b" + draft.name()))),
                refused("a context that climbs", 400, draft -> create(draft.with("context", "/../" + draft.name()))),
                refused("a context with a query", 400, draft -> create(draft.with("context", draft.context() + "?x"))),
                refused("a context with a wildcard", 400, draft -> create(draft.with("context", "/*"))),
                refused("an empty context", 400, draft -> create(draft.with("context", "/"))),
                refused("a context too long", 400, draft -> create(draft.with("context", "/" + "c".repeat(300)))),
                refused("no version", 400, draft -> create(draft.without("version"))),
                refused("a version with a slash", 400, draft -> create(draft.with("version", "1/0"))),
                refused("a version with a space", 400, draft -> create(draft.with("version", "1 0"))),
                refused("a version too long", 400, draft -> create(draft.with("version", "1".repeat(31)))),
                refused("a tier that does not exist", 400, draft -> create(draft.offering("Adamantium"))),
                refused("an advanced policy that does not exist", 400, draft -> create(draft.limitedBy("Nothing"))),
                refused("a type that is not served", 400, draft -> create(draft.with("type", "GRAPHQL"))));
    }

    @TestFactory
    Stream<DynamicTest> definitionsThatDoNotParseAreRefusedAndStoreNothing() {
        return Stream.of(
                refused("no OpenAPI at all", 400, draft -> importText("just some words", draft)),
                refused("broken YAML", 400, draft -> importText("openapi: 3.0.3\n  info: [", draft)),
                refused("broken JSON", 400, draft -> importText("{\"openapi\":\"3.0.3\",", draft)),
                refused("no paths and no info", 400, draft -> importText("openapi: 3.0.3\n", draft)),
                refused(
                        "a version of OpenAPI from the future",
                        400,
                        draft -> importText("{\"openapi\":\"9.9.9\",\"info\":{},\"paths\":{}}", draft)),
                refused(
                        "additional properties that are no JSON",
                        400,
                        draft -> publisher.multipart(
                                "POST",
                                "/apis/import-openapi",
                                new Multipart()
                                        .file("file", "petstore.yaml", "openapi: 3.0.3")
                                        .text("additionalProperties", "{" + draft.name()))));
    }

    @Test
    void aContextThatIsTakenIsAConflictAndTheFirstApiStaysAsItWas() {
        Api first = people.alice().create(ApiDraft.on(backend.url()));
        String before = publisher.get("/apis/" + first.id()).expect(200).body();

        ApiDraft second = ApiDraft.on(backend.url()).with("context", first.context());
        create(second).expect(409).expectErrorBody();

        assertThat(found(second.name())).isZero();
        assertThat(publisher.get("/apis/" + first.id()).expect(200).body()).isEqualTo(before);
    }

    @Test
    void anUpdateThatBreaksARuleChangesNothing() {
        ApiDraft draft = ApiDraft.on(backend.url());
        Api api = people.alice().create(draft);
        String before = publisher.get("/apis/" + api.id()).expect(200).body();

        publisher.put("/apis/" + api.id(), "{\"name\":").expect(400).expectErrorBody();
        publisher
                .put(
                        "/apis/" + api.id(),
                        draft.with("policies", List.of("Adamantium")).fields())
                .expect(400)
                .expectErrorBody();

        assertThat(publisher.get("/apis/" + api.id()).expect(200).body()).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> theStoreRefusesAndStoresNothing() {
        String name = Names.fresh("bad-app");
        Map<String, Supplier<Answer>> attempts = Map.of(
                "malformed JSON", () -> store.post("/applications", "{\"name\":\"" + name + "\""),
                "no policy", () -> store.post("/applications", Map.of("name", name)),
                "a policy that does not exist",
                        () -> store.post("/applications", Map.of("name", name, "throttlingPolicy", "Adamantium")),
                "no name", () -> store.post("/applications", Map.of("throttlingPolicy", "Unlimited")),
                "a name too long",
                        () -> store.post(
                                "/applications", Map.of("name", "n".repeat(101), "throttlingPolicy", "Unlimited")));
        return attempts.entrySet().stream()
                .map(attempt -> dynamicTest(attempt.getKey(), () -> {
                    int before = applications();
                    attempt.getValue().get().expect(400).expectErrorBody();
                    assertThat(applications()).isEqualTo(before);
                }));
    }

    @Test
    void unknownFieldsAreIgnoredAndUnknownPathsAndIdsAreNotFound() {
        people.alice().create(ApiDraft.on(backend.url()).with("colourOfTheBikeShed", "green"));

        publisher.get("/no-such-thing").expect(404).expectErrorBody();
        publisher.get("/apis/00000000-0000-0000-0000-000000000000").expect(404).expectErrorBody();
        publisher.get("/apis/not-a-uuid").expect(404).expectErrorBody();
        store.get("/applications/not-a-uuid").expect(404).expectErrorBody();
        publisher.send("PATCH", "/apis").expect(405).expectErrorBody();
    }

    @Test
    void problemDetailsAreGivenToThoseWhoPreferThem() {
        Answer answer = publisher
                .http()
                .send(publisher
                        .request("/apis/00000000-0000-0000-0000-000000000000")
                        .header("Accept", "application/problem+json")
                        .build())
                .expect(404);

        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.json().path("status").asInt()).isEqualTo(404);
        assertThat(answer.text("title")).isNotEmpty();
    }

    private DynamicTest refused(String what, int status, Function<ApiDraft, Answer> attempt) {
        return dynamicTest(what, () -> {
            ApiDraft draft = ApiDraft.on(backend.url());
            int before = all();
            attempt.apply(draft).expect(status).expectErrorBody();
            assertThat(found(draft.name())).isZero();
            assertThat(all()).isEqualTo(before);
        });
    }

    private Answer create(ApiDraft draft) {
        return publisher.post("/apis", draft.fields());
    }

    private Answer post(String text) {
        return publisher.post("/apis", text);
    }

    private Answer importText(String definition, ApiDraft draft) {
        return people.alice().importText("definition.yaml", definition, draft);
    }

    private static byte[] json(ApiDraft draft) {
        return JsonMapper.shared().writeValueAsString(draft.fields()).getBytes(StandardCharsets.UTF_8);
    }

    private int all() {
        return publisher
                .get("/apis?limit=1")
                .expect(200)
                .json()
                .path("pagination")
                .path("total")
                .asInt();
    }

    private int found(String name) {
        return publisher
                .get("/apis?query=name:" + name)
                .expect(200)
                .json()
                .path("count")
                .asInt();
    }

    private int applications() {
        return store.get("/applications?limit=1")
                .expect(200)
                .json()
                .path("pagination")
                .path("total")
                .asInt();
    }
}
