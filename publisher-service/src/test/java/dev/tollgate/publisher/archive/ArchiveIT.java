package dev.tollgate.publisher.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.TestApis;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchiveIT {

    private static final byte[] SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);

    private final Client alice = Client.alice();
    private final Client administrator = Client.with(
            "admin",
            "admin",
            "apim:admin,apim:api_view,apim:api_create,apim:api_publish,apim:api_delete,apim:api_manage");

    @Test
    void whatWasExportedAndImportedIsExportedTheSame() {
        for (String format : new String[] {"YAML", "JSON"}) {
            String name = TestApis.name();
            String id = full(name);
            byte[] archive = alice.download("/apis/export?latestRevision=true&format=" + format + "&apiId=" + id);
            assertThat(entries(archive).keySet())
                    .contains(name + "-1.0.0/api." + format.toLowerCase(java.util.Locale.ROOT))
                    .contains(name + "-1.0.0/Docs/1/content/guide.txt")
                    .contains(name + "-1.0.0/Image/icon.svg");
            assertThat(alice.delete("/apis/" + id).status()).isEqualTo(200);

            var imported = administrator.upload("POST", "/apis/import", "api.zip", archive);

            assertThat(imported.status()).as(imported.text()).isEqualTo(200);
            assertThat(imported.json().path("revision").asString()).isEqualTo("Revision 1");
            String again = imported.id();
            assertThat(again).isNotEqualTo(id);
            var api = alice.get("/apis/" + again).json();
            assertThat(api.path("lifeCycleStatus").asString()).isEqualTo("PUBLISHED");
            assertThat(api.path("provider").asString()).isEqualTo("alice");
            byte[] second = alice.download("/apis/export?latestRevision=true&format=" + format + "&apiId=" + again);
            assertThat(entries(second)).isEqualTo(entries(archive));
            assertThat(second).isEqualTo(archive);
        }
    }

    /** Published, with an inline text, a file, a link, an image and a scope. */
    private String full(String name) {
        String id = alice.post("/apis", TestApis.plain(name).replaceFirst("\\{", """
            {"description": "first: [1] #{7*7}\\\\n- yes", "tags": ["on", "1.0", "ü"],
             "scopes": [{"scope": {"name": "s", "displayName": "s", "bindings": ["r"]}, "shared": false}],
            """))
                .id();
        document(id, "Guide", "FILE");
        document(id, "How: to/do? \\\"it\\\"", "MARKDOWN");
        String first = alice.get("/apis/" + id + "/documents")
                .json()
                .at("/list/0/documentId")
                .asString();
        assertThat(alice.upload(
                                "POST",
                                "/apis/" + id + "/documents/" + first + "/content",
                                "guide.txt",
                                "Read".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        String second = alice.get("/apis/" + id + "/documents")
                .json()
                .at("/list/1/documentId")
                .asString();
        assertThat(alice.form(
                                "POST",
                                "/apis/" + id + "/documents/" + second + "/content",
                                Map.of("inlineContent", "# Do\n\tit ü"))
                        .status())
                .isEqualTo(200);
        assertThat(alice.upload("PUT", "/apis/" + id + "/thumbnail", "x.svg", SVG)
                        .status())
                .isEqualTo(200);
        assertThat(alice.post("/apis/change-lifecycle?action=Publish&apiId=" + id)
                        .status())
                .isEqualTo(200);
        return id;
    }

    private void document(String api, String name, String source) {
        var added = alice.post("/apis/" + api + "/documents", """
            {"name": "%s", "type": "HOWTO", "summary": "s", "sourceType": "%s", "visibility": "API_LEVEL"}
            """.formatted(name, source));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
    }

    @Test
    void anImportThatIsTriedOrFailsLeavesNothingAndOneThatOverwritesReplaces() {
        String name = TestApis.name();
        String id = full(name);
        byte[] archive = alice.download("/apis/export?format=JSON&apiId=" + id);
        assertThat(administrator
                        .upload("POST", "/apis/import", "a.zip", archive)
                        .status())
                .isEqualTo(409);
        assertThat(alice.upload("POST", "/apis/import", "a.zip", archive).status())
                .isEqualTo(403);

        String other = TestApis.name();
        Map<String, byte[]> changed = new TreeMap<>();
        unpacked(archive)
                .forEach((entry, content) -> changed.put(
                        entry.replace(name, other),
                        entry.contains("/Image/")
                                ? content
                                : new String(content, StandardCharsets.UTF_8)
                                        .replace(name, other)
                                        .replace(
                                                name.toLowerCase(java.util.Locale.ROOT),
                                                other.toLowerCase(java.util.Locale.ROOT))
                                        .getBytes(StandardCharsets.UTF_8)));
        var tried = administrator.upload("POST", "/apis/import?dryRun=true", "a.zip", zip(changed));
        assertThat(tried.status()).as(tried.text()).isEqualTo(200);
        assertThat(count(other)).isZero();
        Map<String, byte[]> hostile = new TreeMap<>(changed);
        hostile.replaceAll((entry, content) ->
                entry.contains("/Image/") ? "<svg onload='x'/>".getBytes(StandardCharsets.UTF_8) : content);
        assertThat(administrator
                        .upload("POST", "/apis/import", "a.zip", zip(hostile))
                        .status())
                .isEqualTo(400);
        assertThat(count(other)).as("the image is the last thing that is taken").isZero();

        Map<String, byte[]> described = new TreeMap<>();
        unpacked(archive)
                .forEach((entry, content) -> described.put(
                        entry,
                        entry.endsWith("/api.json")
                                ? new String(content, StandardCharsets.UTF_8)
                                        .replace("first: ", "second: ")
                                        .getBytes(StandardCharsets.UTF_8)
                                : content));
        var over = administrator.upload(
                "POST", "/apis/import?overwrite=true", "a.zip", zip(described), "Accept", "text/plain");
        assertThat(over.status()).as(over.text()).isEqualTo(200);
        assertThat(over.text()).isEqualTo("API imported successfully.");
        assertThat(alice.get("/apis/" + id).json().path("description").asString())
                .startsWith("second: ");
        assertThat(alice.get("/apis/" + id + "/documents").json().path("count").asInt())
                .isEqualTo(2);
    }

    @TestFactory
    Stream<DynamicTest> hostileArchivesAreRefused() {
        String name = TestApis.name();
        String good = "{\"data\": " + TestApis.plain(name) + "}";
        var many = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 1001; i++) {
            many.put("x/" + i, new byte[0]);
        }
        Map<String, byte[]> archives = new LinkedHashMap<>();
        archives.put("climbing", zip(with(good, "../../etc/cron.d/x")));
        archives.put("climbing inside", zip(with(good, "x/Docs/../../../x")));
        archives.put("absolute", zip(with(good, "/etc/cron.d/x")));
        archives.put("another system's way to climb", zip(with(good, "..\\..\\x")));
        archives.put("another system's drive", zip(with(good, "C:/x")));
        archives.put("no archive", "PK but not really".getBytes(StandardCharsets.UTF_8));
        archives.put("nothing", new byte[0]);
        archives.put("no API", zip(Map.of("x/readme.txt", new byte[1])));
        archives.put("a bomb", zip(Map.of("x/api.json", new byte[60 * 1024 * 1024])));
        archives.put("many entries", zip(many));
        archives.put(
                "deep", zip(Map.of("x/api.yaml", ("data: " + "[".repeat(10_000)).getBytes(StandardCharsets.UTF_8))));
        archives.put(
                "a page as a document",
                zip(Map.of(
                        "x/api.json", good.getBytes(StandardCharsets.UTF_8),
                        "x/Docs/1/document.json",
                                "{\"data\": {\"name\": \"d\", \"type\": \"HOWTO\", \"sourceType\": \"FILE\", \"visibility\": \"API_LEVEL\"}}"
                                        .getBytes(StandardCharsets.UTF_8),
                        "x/Docs/1/page.html", "<script>".getBytes(StandardCharsets.UTF_8))));
        archives.put(
                "a definition that leads out",
                zip(Map.of(
                        "x/api.json", good.getBytes(StandardCharsets.UTF_8),
                        "x/Definitions/swagger.json",
                                "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {\"/a\": {\"$ref\": \"file:///etc/passwd\"}}}"
                                        .getBytes(StandardCharsets.UTF_8))));
        return archives.entrySet().stream()
                .map(each -> dynamicTest(each.getKey(), () -> {
                    long began = System.nanoTime();
                    var refused = administrator.upload("POST", "/apis/import", "a.zip", each.getValue());
                    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
                    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
                    assertThat(count(name)).isZero();
                }));
    }

    @Test
    void exportingAsksForAnApiThatIsThere() {
        String id = TestApis.created();
        assertThat(alice.get("/apis/export").status()).isEqualTo(400);
        assertThat(alice.get("/apis/export?apiId=nothing").status()).isEqualTo(404);
        assertThat(alice.get("/apis/export?name=Nothing&version=1").status()).isEqualTo(404);
        assertThat(alice.get("/apis/export?latestRevision=true&apiId=" + id).status())
                .isEqualTo(404);
        assertThat(alice.get("/apis/export?format=PDF&apiId=" + id).status()).isEqualTo(400);
    }

    private int count(String name) {
        return alice.get("/apis?query=name:" + name).json().path("count").asInt();
    }

    private static Map<String, byte[]> with(String api, String entry) {
        return Map.of("x/api.json", api.getBytes(StandardCharsets.UTF_8), entry, new byte[1]);
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> entries(byte[] archive) {
        var entries = new TreeMap<String, String>();
        unpacked(archive).forEach((name, content) -> entries.put(name, new String(content, StandardCharsets.UTF_8)));
        return entries;
    }

    private static Map<String, byte[]> unpacked(byte[] archive) {
        var entries = new TreeMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return entries;
    }
}
