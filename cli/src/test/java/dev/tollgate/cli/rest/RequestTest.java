package dev.tollgate.cli.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestTest {

    private final Secret password = new Secret("ADMIN_PASSWORD", "s3cret'!");

    @Test
    void aSecretIsSentAndNeverShown() {
        Request request = Request.get("http://localhost/apis").basic("admin", password);

        assertThat(request.curl())
                .isEqualTo("curl -sS -u \"admin:$ADMIN_PASSWORD\" 'http://localhost/apis'")
                .doesNotContain("s3cret");
        assertThat(request.toHttp().headers().firstValue("Authorization")).contains("Basic YWRtaW46czNjcmV0JyE=");
    }

    @Test
    void aSecretInsideJsonIsAVariableOutsideTheQuotes() {
        Request request = Request.post("http://localhost/me").json("{\"password\":\"$ADMIN_PASSWORD\"}", password);

        assertThat(request.curl()).contains("-d '{\"password\":\"'\"$ADMIN_PASSWORD\"'\"}'");
    }

    @Test
    void quotesOfTheBodySurviveTheShell() throws Exception {
        Request request = Request.post("http://localhost/x").json("{\"name\":\"it's $HOME\"}");
        String line = request.curl().replace("curl -sS", "printf '%s|'");

        Process shell = new ProcessBuilder("sh", "-c", line).start();
        String seen = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(seen).contains("|{\"name\":\"it's $HOME\"}|");
    }

    @Test
    void aPostWithoutBodyIsStillAPost() {
        assertThat(Request.post("http://localhost/x").toHttp().method()).isEqualTo("POST");
    }

    @Test
    void multipartCarriesFilesAndFields(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("petstore.yaml"), "openapi: 3.0.3\n");
        Multipart parts = new Multipart().file("file", file).text("additionalProperties", "{\"name\":\"é\"}");

        String body = new String(parts.bytes(), StandardCharsets.UTF_8);
        String boundary = parts.contentType().substring(parts.contentType().indexOf('=') + 1);
        assertThat(body)
                .startsWith("--" + boundary + "\r\n")
                .endsWith("\r\n--" + boundary + "--\r\n")
                .contains("name=\"file\"; filename=\"petstore.yaml\"\r\n\r\nopenapi: 3.0.3\n\r\n")
                .contains("name=\"additionalProperties\"\r\n\r\n{\"name\":\"é\"}\r\n");
        assertThat(parts.curlOptions()).contains("-F 'file=@" + file + "'");
    }
}
