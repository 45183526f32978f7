package dev.tollgate.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What came back. Every answer is checked for what none may hold: stack traces, class names, SQL. */
public record Answer(String request, int status, HttpHeaders headers, String body) {

    private static final List<String> NEVER = List.of(
            "\tat ",
            "Exception",
            "java.lang.",
            "org.springframework",
            "org.postgresql",
            "dev.tollgate.",
            "SELECT ",
            "INSERT INTO",
            "violates unique constraint");

    public static Answer of(String request, int status, HttpHeaders headers, byte[] body) {
        Answer answer = new Answer(request, status, headers, new String(body, StandardCharsets.UTF_8));
        assertThat(NEVER)
                .as("%s gave %d: no answer holds inner things", request, status)
                .noneMatch(answer.body::contains);
        return answer;
    }

    /** This answer, when its status is one of these. */
    public Answer expect(Integer... statuses) {
        assertThat(statuses).as("%s%nanswered %d %s", request, status, body).contains(status);
        return this;
    }

    /** The body as JSON; a missing node where it is none. */
    public JsonNode json() {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** A field of the JSON body that must be there. */
    public String text(String field) {
        String value = json().path(field).asString("");
        assertThat(value).as("%s%nanswered %s; field %s", request, body, field).isNotEmpty();
        return value;
    }

    public List<JsonNode> list() {
        return json().path("list").valueStream().toList();
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The gateway's refusal code, or the management APIs' error code. */
    public String code() {
        return json().path("code").asString("");
    }

    /** The error body of the management APIs: all five fields, in JSON. */
    public Answer expectErrorBody() {
        assertThat(header("Content-Type"))
                .as(request)
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(json().propertyNames())
                .as("%s%nanswered %d %s", request, status, body)
                .containsAll(Arrays.asList("code", "message", "description", "moreInfo", "error"));
        assertThat(json().path("code").isNumber()).as(body).isTrue();
        return this;
    }
}
