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
import dev.tollgate.acceptance.people.People;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Documents that are meant to do something: refused quickly, or kept as text; nothing is fetched. */
@OnTollgate
@Tag("A21")
class HostileImportsIT {

    /** Two seconds are what a refusal may take; asserted at five times that. */
    private static final Duration QUICK = Duration.ofSeconds(10);

    private final People people;
    private final Rest publisher;
    private final EchoBackend listener;

    HostileImportsIT(People people, EchoBackend listener) {
        this.people = people;
        this.publisher = people.alice().api();
        this.listener = listener;
    }

    @TestFactory
    Stream<DynamicTest> hostileDefinitionsAreRefusedQuicklyAndFetchNothing() {
        String there = listener.url() + "/fetched";
        Map<String, String> definitions = new LinkedHashMap<>();
        definitions.put(
                "external entity",
                "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"" + there + "\">]><a>&x;</a>");
        definitions.put("parameter entity", "<!DOCTYPE a [<!ENTITY % x SYSTEM \"" + there + "\"> %x;]><a/>");
        definitions.put("remote schema", with("\"schema\": {\"$ref\": \"" + there + "#/components/schemas/X\"}"));
        definitions.put(
                "remote schema, relative", with("\"schema\": {\"$ref\": \"//" + listener.url() + "/fetched\"}"));
        definitions.put("a file", with("\"schema\": {\"$ref\": \"file:///etc/passwd\"}"));
        definitions.put("a neighbour", with("\"schema\": {\"$ref\": \"../../etc/passwd\"}"));
        definitions.put(
                "remote path",
                "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {\"/a\":"
                        + " {\"$ref\": \""
                        + there + "\"}}}");
        definitions.put("remote example", with("\"examples\": {\"x\": {\"$ref\": \"" + there + "\"}}"));
        definitions.put("multiplying aliases", """
            openapi: 3.0.3
            info: {title: t, version: '1'}
            x-a: &a [x, x, x, x, x, x, x, x, x]
            x-b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            x-c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            x-d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
            x-e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
            x-f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
            x-g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
            x-h: [*g, *g, *g, *g, *g, *g, *g, *g, *g]
            paths: {}
            """);
        definitions.put("an alias of itself", "openapi: 3.0.3\ninfo: &i {title: t, version: '1', x: *i}\npaths: {}\n");
        definitions.put("10,000 levels of JSON", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
        definitions.put("10,000 levels of lists", "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
        definitions.put("10,000 levels of YAML", "a: " + "[".repeat(10_000) + "]".repeat(10_000));
        definitions.put("10,000 levels of indents", indents(2_000));
        definitions.put(
                "a constructor", "openapi: !!javax.script.ScriptEngineManager [!!java.net.URL [\"" + there + "\"]]");
        definitions.put(
                "an archive that climbs", "PK\u0003\u0004\u0014\u0000\u0000\u0000\u0000\u0000../../../etc/cron.d/x");
        definitions.put("a huge number", "{\"openapi\": 1" + "0".repeat(100_000) + "}");
        return definitions.entrySet().stream()
                .map(each -> dynamicTest(each.getKey(), () -> {
                    ApiDraft draft = ApiDraft.on(listener.url());
                    int fetched = listener.received("/fetched").size();
                    long began = System.nanoTime();

                    Answer refused = people.alice()
                            .importText("definition", each.getValue(), draft)
                            .expect(400)
                            .expectErrorBody();

                    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(QUICK);
                    assertThat(refused.body()).doesNotContain("root:");
                    assertThat(listener.received("/fetched")).hasSize(fetched);
                    assertThat(publisher
                                    .get("/apis?query=name:" + draft.name())
                                    .expect(200)
                                    .list())
                            .isEmpty();
                }));
    }

    @Test
    void expressionsStayText() {
        String text = "#{7*7} ${7*7} {{7*7}} <%= 7*7 %> *{T(Runtime)} ${jndi:ldap://127.0.0.1/x}";
        ApiDraft draft = ApiDraft.on(listener.url()).without("description");
        String definition = with("\"description\": \"#{7*7}\"")
                .replace("\"title\": \"t\"", "\"title\": \"t\", \"description\": \"" + text + "\"");

        Api api = Api.of(
                people.alice().importText("definition.json", definition, draft).expect(201));

        assertThat(publisher.get("/apis/" + api.id()).expect(200).text("description"))
                .isEqualTo(text);
        assertThat(publisher.get("/apis/" + api.id() + "/swagger").expect(200).body())
                .contains("#{7*7}")
                .doesNotContain("49");
    }

    @Test
    void aDeepBodyIsRefusedAsBadInput() {
        publisher
                .post("/apis", "{\"endpointConfig\":".repeat(10_000) + "1" + "}".repeat(10_000))
                .expect(400);
        publisher
                .multipart(
                        "POST",
                        "/apis/import-openapi",
                        new Multipart()
                                .file("file", "definition.json", with("\"description\": \"x\""))
                                .text("additionalProperties", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                .expect(400)
                .expectErrorBody();
    }

    @TestFactory
    Stream<DynamicTest> imagesThatRunAreNotTaken() {
        Api api = people.alice().create(ApiDraft.on(listener.url()));
        String start = "<svg xmlns='http://www.w3.org/2000/svg'>";
        return Stream.of(
                        start + "<script>alert(1)</script></svg>",
                        start.replace(">", " onload='alert(1)'>") + "</svg>",
                        start + "<image href='" + listener.url() + "/fetched'/></svg>",
                        "<!DOCTYPE svg [<!ENTITY x SYSTEM '" + listener.url() + "/fetched'>]>" + start
                                + "<text>&x;</text></svg>",
                        start + "<g>".repeat(10_000) + "</g>".repeat(10_000) + "</svg>",
                        "<html><script>alert(1)</script></html>")
                .map(image -> dynamicTest(image.substring(0, Math.min(80, image.length())), () -> {
                    publisher
                            .multipart(
                                    "PUT",
                                    "/apis/" + api.id() + "/thumbnail",
                                    new Multipart().file("file", "logo.svg", image))
                            .expect(400)
                            .expectErrorBody();
                    assertThat(listener.received("/fetched")).isEmpty();
                    publisher.get("/apis/" + api.id() + "/thumbnail").expect(204);
                }));
    }

    @Test
    void aFileThatCouldRunIsNotTakenAndOneThatLooksLikeAPageIsAnAttachment() {
        Api api = people.alice().create(ApiDraft.on(listener.url()));
        String path = "/apis/" + api.id() + "/documents";
        String id = publisher
                .post(path, Map.of("name", "File", "type", "HOWTO", "sourceType", "FILE", "visibility", "API_LEVEL"))
                .expect(201)
                .text("documentId");
        String content = path + "/" + id + "/content";
        String page = "<script>alert(1)</script>";
        for (String name : List.of("page.html", "image.svg", "../../run.sh")) {
            publisher
                    .multipart("POST", content, new Multipart().file("file", name, page))
                    .expect(400)
                    .expectErrorBody();
        }
        publisher
                .multipart("POST", content, new Multipart().file("file", "../../notes.txt", page))
                .expect(200);
        Answer read = publisher.get(content).expect(200);
        assertThat(read.header("Content-Type")).hasValue("text/plain");
        assertThat(read.header("Content-Disposition"))
                .hasValueSatisfying(disposition -> assertThat(disposition)
                        .startsWith("attachment")
                        .contains("notes.txt")
                        .doesNotContain(".."));
        assertThat(read.header("X-Content-Type-Options")).hasValue("nosniff");
    }

    /** A definition of one operation whose answer has this beside it. */
    private static String with(String member) {
        return """
            {"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {"responses": {"200":
            {"description": "OK", "content": {"application/json": {%s}}}}}}}}
            """.formatted(member.startsWith("\"description\"") ? "\"schema\": {" + member + "}" : member);
    }

    private static String indents(int levels) {
        var text = new StringBuilder();
        for (int level = 0; level < levels; level++) {
            text.append(" ".repeat(level)).append("a:\n");
        }
        return text.toString();
    }
}
