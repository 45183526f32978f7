package dev.tollgate.allinone.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SampleBackendTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private SampleBackend backend;

    @BeforeEach
    void start() throws Exception {
        backend = SampleBackend.start(0);
    }

    @AfterEach
    void stop() {
        backend.close();
        client.close();
    }

    @Test
    void answersWithPets() throws Exception {
        assertThat(call("GET", "/pets").body()).startsWith("[{\"id\": 1, \"name\": \"Rex\"");
        assertThat(call("GET", "/v2/pets/2").body()).contains("Tom");
        assertThat(call("GET", "/pets/17").statusCode()).isEqualTo(404);
        assertThat(call("POST", "/pets").body()).isEqualTo("{\"name\": \"Ada\"}");
    }

    @Test
    void echoesEverythingElse() throws Exception {
        assertThat(call("PUT", "/anything/else?a=b%20c").body())
                .contains("\"method\": \"PUT\"", "\"path\": \"/anything/else\"", "\"query\": \"a=b%20c\"")
                .contains("\"X-mine\": \"kept\"", "\"body\": \"{\\\"name\\\": \\\"Ada\\\"}\"");
    }

    @Test
    void comesBackOnItsPortAndTakesAnotherWhereThatIsTaken() throws Exception {
        int port = backend.port();
        backend.close();
        backend = SampleBackend.start(port);
        assertThat(backend.port()).isEqualTo(port);
        try (SampleBackend second = SampleBackend.start(port)) {
            assertThat(second.port()).isNotEqualTo(port);
        }
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(backend.url() + path))
                        .header("X-Mine", "kept")
                        .method(
                                method,
                                method.equals("GET")
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString("{\"name\": \"Ada\"}"))
                        .build(),
                BodyHandlers.ofString());
    }
}
