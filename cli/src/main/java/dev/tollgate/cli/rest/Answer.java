package dev.tollgate.cli.rest;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a server answered. */
public record Answer(int status, HttpResponse<String> response) {

    /** The body as JSON; a missing node where it is none. */
    public JsonNode json() {
        try {
            return JsonMapper.shared().readTree(body());
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    public String body() {
        return response.body();
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    public boolean successful() {
        return status >= 200 && status < 300;
    }

    /** One line for people: the error's description where there is one, the start of the body otherwise. */
    public String reason() {
        JsonNode json = json();
        String description = json.path("description").asString("");
        String message = json.path("message").asString(json.path("error").asString(""));
        if (!description.isEmpty() || !message.isEmpty()) {
            return status + " " + message + (description.isEmpty() ? "" : ": " + description);
        }
        return status + " " + body().lines().findFirst().orElse("");
    }
}
