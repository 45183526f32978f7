package dev.tollgate.cli.rest;

import dev.tollgate.cli.CommandFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends requests; a server that can't be reached is a {@link CommandFailure}. */
public final class RestClient implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public Answer send(Request request) {
        try {
            var response = client.send(request.toHttp(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new CommandFailure(
                    "no answer from " + request.url(),
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(),
                    "see whether everything runs: ./tollgate status");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", "waiting for " + request.url(), "run the command again");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
