package dev.tollgate.publisher.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.RunningPublisher;
import dev.tollgate.publisher.testing.TestApis;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ThumbnailIT {

    private static final byte[] PNG = HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
                    + "000000020001e221bc330000000049454e44ae426082");
    private static final String SVG = """
        <?xml version="1.0"?>
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="red"/></svg>\
        """;

    private final Client alice = Client.alice();

    @Test
    void anImageIsShownByWhatItIsAndTheCopyHasItToo() {
        String api = TestApis.created();
        String path = "/apis/" + api + "/thumbnail";
        assertThat(alice.get(path).status()).isEqualTo(204);
        assertThat(alice.get("/apis/" + api).json().path("hasThumbnail").asBoolean())
                .isFalse();
        String before = alice.get("/apis/" + api).header("ETag");

        var put = alice.upload("PUT", path, "logo.exe", PNG, "If-Match", before);
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(put.json().path("mediaType").asString()).isEqualTo("image/png");
        assertThat(alice.upload("PUT", path, "logo.png", PNG, "If-Match", before)
                        .status())
                .isEqualTo(412);
        var image = alice.get(path);
        assertThat(image.status()).isEqualTo(200);
        assertThat(image.header("Content-Type")).isEqualTo("image/png");
        assertThat(image.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(alice.get(path, "If-None-Match", image.header("ETag")).status())
                .isEqualTo(304);
        assertThat(alice.get("/apis/" + api).json().path("hasThumbnail").asBoolean())
                .isTrue();

        alice.post("/apis/change-lifecycle?action=Publish&apiId=" + api);
        assertThat(RunningPublisher.get()
                        .database()
                        .sql("""
                            SELECT t.file FROM registry.published_thumbnails_v1 t
                            JOIN registry.published_apis_v1 a USING (api_id) WHERE api_id = ?::uuid AND a.has_thumbnail
                            """)
                        .param(api)
                        .query(byte[].class)
                        .single())
                .isEqualTo(PNG);
        String copy = alice.post("/apis/copy-api?newVersion=2.0&apiId=" + api).id();
        assertThat(alice.get("/apis/" + copy + "/thumbnail").header("Content-Type"))
                .isEqualTo("image/png");
        assertThat(alice.get("/apis/" + copy).json().path("hasThumbnail").asBoolean())
                .isTrue();
    }

    @Test
    void anSvgThatOnlyDrawsIsTakenAndOneThatRunsIsNot() {
        String api = TestApis.created();
        String path = "/apis/" + api + "/thumbnail";
        var taken = alice.upload("PUT", path, "logo.svg", SVG.getBytes(StandardCharsets.UTF_8));
        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(alice.get(path).header("Content-Security-Policy")).contains("sandbox", "default-src 'none'");

        String script = SVG.replace("<circle", "<script>alert(1)</script><circle");
        var refused = alice.upload("PUT", path, "logo.svg", script.getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("description").asString()).contains("'script'");
        assertThat(alice.upload("PUT", path, "logo.png", "just words".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(400);
        assertThat(alice.upload("PUT", path, "logo.png", new byte[0]).status()).isEqualTo(400);
        byte[] large = new byte[1024 * 1024 + 1];
        System.arraycopy(PNG, 0, large, 0, PNG.length);
        assertThat(alice.upload("PUT", path, "logo.png", large).status()).isEqualTo(413);
        assertThat(alice.send("PUT", path, "{}", "application/json").status()).isIn(400, 415);
        assertThat(alice.get(path).text()).isEqualTo(SVG);
    }
}
