package dev.tollgate.publisher.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.RunningPublisher;
import dev.tollgate.publisher.testing.TestApis;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentIT {

    private final Client alice = Client.alice();
    private final String api = TestApis.created();
    private final String documents = "/apis/" + api + "/documents";

    @Test
    void aDocumentIsWrittenReadChangedAndTakenAway() {
        var created = alice.post(documents, body("How to", "INLINE", "API_LEVEL"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String path = documents + "/" + created.json().path("documentId").asString();
        assertThat(created.header("Location")).endsWith(path);
        assertThat(created.json().path("createdBy").asString()).isEqualTo("alice");
        assertThat(alice.get(path + "/content").status()).as("nothing said yet").isEqualTo(404);

        String text = "Mix <b>#{7*7}</b> & stir.\nThen bake: ü";
        assertThat(alice.form("POST", path + "/content", Map.of("inlineContent", text))
                        .status())
                .isEqualTo(200);
        var content = alice.get(path + "/content");
        assertThat(content.text()).isEqualTo(text);
        assertThat(content.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");

        var read = alice.get(path);
        String etag = read.header("ETag");
        assertThat(alice.get(path, "If-None-Match", etag).status()).isEqualTo(304);
        var changed = alice.put(path, body("How to bake", "MARKDOWN", "PRIVATE"), "If-Match", etag);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(alice.put(path, body("Again", "MARKDOWN", "PRIVATE"), "If-Match", etag)
                        .status())
                .isEqualTo(412);
        assertThat(alice.get(path + "/content").text()).isEqualTo(text);
        assertThat(alice.get(path + "/content").header("Content-Type")).startsWith("text/markdown");
        assertThat(alice.get(documents).json().at("/list/0/name").asString()).isEqualTo("How to bake");

        assertThat(alice.post(documents + "/validate?name=how+to+BAKE").status())
                .isEqualTo(200);
        assertThat(alice.delete(path, "If-Match", etag).status()).isEqualTo(412);
        assertThat(alice.delete(path).status()).isEqualTo(200);
        assertThat(alice.get(path).status()).isEqualTo(404);
        assertThat(alice.post(documents + "/validate?name=how+to+BAKE").status())
                .isEqualTo(404);
    }

    @Test
    void aFileIsHandedOnAsAnAttachmentOfTheTypeThatItsNameSays() {
        String path = add("Guide", "FILE", "API_LEVEL");
        byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        var sent = alice.upload("POST", path + "/content", "..\\\\..\\\\etc/guide.TXT", page);
        assertThat(sent.status()).as(sent.text()).isEqualTo(200);
        assertThat(sent.json().path("fileName").asString()).isEqualTo("guide.TXT");
        var content = alice.get(path + "/content");
        assertThat(content.header("Content-Type")).isEqualTo("text/plain");
        assertThat(content.header("Content-Disposition"))
                .startsWith("attachment;")
                .contains("guide.TXT");
        assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(content.header("Content-Security-Policy")).contains("sandbox");
        assertThat(content.text()).isEqualTo("<script>alert(1)</script>");

        for (String name : List.of("page.html", "image.svg", "run.sh", "program.exe", "noending", ".txt", "")) {
            assertThat(alice.upload("POST", path + "/content", name, page).status())
                    .as(name)
                    .isEqualTo(400);
        }
        assertThat(alice.upload("POST", path + "/content", "empty.txt", new byte[0])
                        .status())
                .isEqualTo(400);
        assertThat(alice.upload("POST", path + "/content", "large.pdf", new byte[10 * 1024 * 1024 + 1])
                        .status())
                .isEqualTo(413);
        assertThat(alice.get(path + "/content").text()).isEqualTo("<script>alert(1)</script>");
        assertThat(alice.form("POST", path + "/content", Map.of("inlineContent", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aLinkLeadsToPagesAndToNothingElse() {
        var created = alice.post(
                documents,
                body("Forum", "URL", "API_LEVEL")
                        .replaceFirst("\\{", "{\"sourceUrl\": \"https://example.com/forum\","));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var content =
                alice.get(documents + "/" + created.json().path("documentId").asString() + "/content");
        assertThat(content.status()).isEqualTo(303);
        assertThat(content.header("Location")).isEqualTo("https://example.com/forum");
        for (String url :
                List.of("javascript:alert(1)", "file:///etc/passwd", "//x", "https://a:b@c/", "", "http://")) {
            assertThat(alice.post(
                                    documents,
                                    body("Other" + url.length(), "URL", "API_LEVEL")
                                            .replaceFirst("\\{", "{\"sourceUrl\": \"" + url + "\","))
                            .status())
                    .as(url)
                    .isEqualTo(400);
        }
    }

    @Test
    void whatBreaksARuleIsRefusedAndNothingIsStored() {
        add("Taken", "INLINE", "API_LEVEL");
        for (String wrong : List.of(
                "{}",
                "{\"name\": 7",
                body("", "INLINE", "API_LEVEL"),
                body("n".repeat(256), "INLINE", "API_LEVEL"),
                body("x\\u0000", "INLINE", "API_LEVEL"),
                body("x", "PAPER", "API_LEVEL"),
                body("x", "INLINE", "EVERYONE"),
                body("x", "INLINE", "API_LEVEL").replace("HOWTO", "OTHER"),
                body("x", "FILE", "API_LEVEL").replaceFirst("\\{", "{\"inlineContent\": \"text\","),
                body("x", "INLINE", "API_LEVEL")
                        .replaceFirst("\\{", "{\"inlineContent\": \"" + "x".repeat(1_100_000) + "\","))) {
            var refused = alice.post(documents, wrong);
            assertThat(refused.status())
                    .as(wrong.substring(0, Math.min(100, wrong.length())) + refused.text())
                    .isEqualTo(400);
        }
        assertThat(alice.post(documents, body("tAKEN", "INLINE", "API_LEVEL")).status())
                .isEqualTo(409);
        assertThat(alice.get(documents).json().at("/pagination/total").asInt()).isEqualTo(1);
        assertThat(alice.get(documents + "/nothing").status()).isEqualTo(404);
        assertThat(alice.get("/apis/" + UUID.randomUUID() + "/documents").status())
                .isEqualTo(404);
    }

    @Test
    void theOwnersDocumentsAreAbsentForOthersAndConsumersSeeWhatTheyMay() {
        String mine = add("Mine", "INLINE", "OWNER_ONLY");
        add("For the signed in", "INLINE", "PRIVATE");
        String open = add("For all", "INLINE", "API_LEVEL");
        alice.form("POST", open + "/content", Map.of("inlineContent", "Saffron rice"));
        var other = Client.with("oscar", "Internal/creator", "apim:api_view,apim:document_manage");
        assertThat(other.get(documents).json().at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(other.get(mine).status()).isEqualTo(404);
        assertThat(other.delete(mine).status()).isEqualTo(404);
        assertThat(alice.get(mine).status()).isEqualTo(200);
        assertThat(Client.administrator().get(mine).status()).isEqualTo(200);
        assertThat(Client.with("eve", "", "apim:subscribe").get(documents).status())
                .isEqualTo(403);

        assertThat(shown(api)).as("the API is not published").isEmpty();
        alice.post("/apis/change-lifecycle?action=Publish&apiId=" + api);
        assertThat(shown(api)).containsExactly("For all API_LEVEL Saffron rice", "For the signed in PRIVATE -");

        assertThat(alice.get("/apis?query=doc:saffron").json().at("/list/0/id").asString())
                .isEqualTo(api);
        var everything =
                other.get("/search?query=" + Client.encode("content:saffron")).json();
        assertThat(everything.at("/list").findValuesAsString("type"))
                .contains("DOC")
                .doesNotContain("API");
        assertThat(everything.at("/list/0/apiUUID").asString()).isEqualTo(api);
        String name = alice.get("/apis/" + api).json().path("name").asString();
        var both = alice.get("/search?limit=1&query=" + name).json();
        assertThat(both.at("/list/0/type").asString()).isEqualTo("API");
        assertThat(both.at("/pagination/total").asInt()).isEqualTo(1);
        alice.form("POST", open + "/content", Map.of("inlineContent", "All about " + name));
        var second = alice.get("/search?limit=1&offset=1&query=" + name).json();
        assertThat(second.at("/list/0/type").asString()).isEqualTo("DOC");
        assertThat(second.at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(other.get("/search?query=mine").json().path("count").asInt()).isZero();
        assertThat(alice.get("/apis?query=doc:mine").json().path("count").asInt())
                .isZero();
    }

    @Test
    void aCopyHasTheDocumentsAndDeletingAnApiTakesThemAway() {
        String path = add("Guide", "FILE", "API_LEVEL");
        alice.upload("POST", path + "/content", "guide.md", "# Guide".getBytes(StandardCharsets.UTF_8));
        var copied = alice.post("/apis/copy-api?newVersion=2.0&apiId=" + api);
        String copies = "/apis/" + copied.id() + "/documents";
        var copy = alice.get(copies).json().at("/list/0");
        assertThat(copy.path("name").asString()).isEqualTo("Guide");
        String id = copy.path("documentId").asString();
        assertThat(path).doesNotContain(id);
        assertThat(alice.get(copies + "/" + id + "/content").text()).isEqualTo("# Guide");
        assertThat(alice.delete("/apis/" + copied.id()).status()).isEqualTo(200);
        assertThat(RunningPublisher.get()
                        .database()
                        .sql("SELECT count(*) FROM registry.documents WHERE api_id = ?::uuid")
                        .param(copied.id())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(alice.get(path + "/content").text()).isEqualTo("# Guide");
    }

    private String add(String name, String source, String visibility) {
        var created = alice.post(documents, body(name, source, visibility));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return documents + "/" + created.json().path("documentId").asString();
    }

    private static String body(String name, String source, String visibility) {
        return """
            {"name": "%s", "type": "HOWTO", "summary": "s", "sourceType": "%s", "visibility": "%s"}
            """.formatted(name, source, visibility).strip();
    }

    private static List<String> shown(String api) {
        return RunningPublisher.get()
                .database()
                .sql("""
                    SELECT name || ' ' || visibility || ' ' || coalesce(content_text, '-')
                    FROM registry.published_documents_v1 WHERE api_id = ?::uuid ORDER BY name
                    """)
                .param(api)
                .query(String.class)
                .list();
    }
}
