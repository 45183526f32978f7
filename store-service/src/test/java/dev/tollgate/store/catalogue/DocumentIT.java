package dev.tollgate.store.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentIT {

    private static final RunningStore STORE = RunningStore.get();

    private final String word = "w" + Long.toString(System.nanoTime(), 36);
    private final UUID api = OthersViews.api("Documented" + System.nanoTime());
    private final String path = "/apis/" + api;

    @Test
    void documentsAreListedAndReadByWhomTheyAreFor() {
        UUID open = OthersViews.document(api, "A guide", "MARKDOWN", "API_LEVEL", "# Hello <script>alert(1)</script>");
        UUID members = OthersViews.document(api, "B inside", "INLINE", "PRIVATE", "for members");
        assertThat(STORE.get("", path + "/documents").text("/pagination/total")).isEqualTo("1");
        var list = STORE.get("bob", path + "/documents?limit=1&offset=1");
        assertThat(list.text("/pagination/total")).isEqualTo("2");
        assertThat(list.text("/list/0/documentId")).isEqualTo(members.toString());
        var document = STORE.get("", path + "/documents/" + open);
        assertThat(document.text("/name")).isEqualTo("A guide");
        assertThat(document.text("/type")).isEqualTo("HOWTO");
        assertThat(document.text("/sourceType")).isEqualTo("MARKDOWN");

        var content = STORE.get("", path + "/documents/" + open + "/content").raw();
        assertThat(content.body()).isEqualTo("# Hello <script>alert(1)</script>");
        assertThat(content.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(content.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        for (String part : List.of("", "/content")) {
            assertThat(STORE.get("", path + "/documents/" + members + part).bytes())
                    .isEqualTo(STORE.get("", path + "/documents/" + UUID.randomUUID() + part)
                            .bytes());
        }
        assertThat(STORE.get("bob", path + "/documents/" + members + "/content")
                        .raw()
                        .body())
                .isEqualTo("for members");
        UUID other = OthersViews.api("Other" + System.nanoTime());
        assertThat(STORE.get("", "/apis/" + other + "/documents/" + open).status())
                .isEqualTo(404);
    }

    @Test
    void filesAreDownloadedAndLinksFollowedToTheWebAlone() {
        UUID file = OthersViews.document(api, "Page", "FILE", "API_LEVEL", "<script>alert(1)</script>");
        var content = STORE.get("", path + "/documents/" + file + "/content").raw();
        assertThat(content.statusCode()).isEqualTo(200);
        assertThat(content.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment");
        assertThat(content.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
        UUID link = OthersViews.document(api, "Link", "URL", "API_LEVEL", "https://docs.example/guide");
        var redirect = STORE.get("", path + "/documents/" + link + "/content");
        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.raw().headers().firstValue("Location")).contains("https://docs.example/guide");
        UUID trap = OthersViews.document(api, "Trap", "URL", "API_LEVEL", "javascript:alert(1)");
        assertThat(STORE.get("", path + "/documents/" + trap + "/content").status())
                .isEqualTo(404);
    }

    @Test
    void thumbnailsAreShownWhereThereAreSome() {
        assertThat(STORE.get("", path + "/thumbnail").status()).isEqualTo(204);
        OthersViews.thumbnail(api, "image/svg+xml", "<svg/>".getBytes(StandardCharsets.UTF_8));
        var image = STORE.get("", path + "/thumbnail").raw();
        assertThat(image.statusCode()).isEqualTo(200);
        assertThat(image.body()).isEqualTo("<svg/>");
        assertThat(image.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/svg+xml");
        assertThat(image.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
        assertThat(STORE.get("", "/apis?query=name:" + STORE.get("", path).text("/name"))
                        .text("/list/0/thumbnailUri"))
                .isEqualTo("/apis/" + api + "/thumbnail");
    }

    @Test
    void apisAreFoundByTheWordsOfTheirDocumentsBestFirst() {
        OthersViews.document(api, "Guide", "INLINE", "API_LEVEL", "How " + word + " payments are made");
        UUID named = OthersViews.api(word + "Service");
        assertThat(ids("/apis", word)).containsExactly(named.toString(), api.toString());
        assertThat(ids("/apis", "doc:" + word)).containsExactly(api.toString());
        assertThat(ids("/apis", "content:" + word + " provider:nobody")).isEmpty();
        assertThat(ids("/apis", "doc:\"" + word + " payments\"")).containsExactly(api.toString());
        assertThat(ids("/apis", "doc:\"payments " + word + "\"")).isEmpty();
        assertThat(ids("/apis", word + " payment")).containsExactly(api.toString());

        var found = STORE.get("", "/search?query=" + word);
        assertThat(found.text("/pagination/total")).isEqualTo("3");
        assertThat(found.text("/list/0/type")).isEqualTo("API");
        assertThat(found.text("/list/2/type")).isEqualTo("DOC");
        assertThat(found.text("/list/2/name")).isEqualTo("Guide");
        assertThat(found.text("/list/2/apiUUID")).isEqualTo(api.toString());
        var last = STORE.get("", "/search?query=" + word + "&limit=2&offset=2");
        assertThat(last.text("/count")).isEqualTo("1");
        assertThat(last.text("/list/0/type")).isEqualTo("DOC");
        assertThat(STORE.get("", "/search?query=doc:" + word).text("/pagination/total"))
                .isEqualTo("1");
    }

    @Test
    void wordsOfWhatOneMayNotSeeFindNothing() {
        UUID secret = OthersViews.api("Secret" + System.nanoTime(), "PUBLISHED", "RESTRICTED", List.of("staff"));
        UUID hidden = OthersViews.document(secret, "Plan", "INLINE", "API_LEVEL", "the " + word);
        OthersViews.document(api, "Inside", "INLINE", "PRIVATE", "the " + word);
        assertThat(ids("/apis", word)).isEmpty();
        assertThat(STORE.get("", "/search?query=" + word).text("/pagination/total"))
                .isEqualTo("0");
        assertThat(STORE.get("bob", "/search?query=" + word).text("/pagination/total"))
                .isEqualTo("2");
        assertThat(STORE.get("staff", "/search?query=" + word).text("/pagination/total"))
                .isEqualTo("4");
        for (String part : List.of("/documents/" + hidden, "/documents/" + hidden + "/content")) {
            assertThat(STORE.get("bob", "/apis/" + secret + part).bytes())
                    .isEqualTo(STORE.get("bob", "/apis/" + UUID.randomUUID() + part)
                            .bytes());
        }
    }

    private static List<String> ids(String list, String query) {
        return STORE.get("", list + "?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .body()
                .path("list")
                .valueStream()
                .map(item -> item.path("id").asString(""))
                .toList();
    }
}
