package dev.tollgate.gateway.invocation;

import dev.tollgate.gateway.error.GatewayError;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** Writes refusals: {@code {"code":"900901","message":…,"description":…}}. */
final class Refusals {

    private static final int UNREAD_BODY = 64 * 1024;
    private static final Map<GatewayError, byte[]> BODIES = new EnumMap<>(GatewayError.class);

    static {
        for (GatewayError error : GatewayError.values()) {
            BODIES.put(error, body(error, error.description()));
        }
    }

    private Refusals() {}

    static byte[] body(GatewayError error) {
        return BODIES.getOrDefault(error, new byte[0]);
    }

    private static byte[] body(GatewayError error, String description) {
        return ("{\"code\":\"" + error.code() + "\",\"message\":\"" + escape(error.message()) + "\",\"description\":\""
                        + escape(description) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < 0x20) {
                escaped.append(' ');
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static Mono<Void> refuse(Call call, GatewayError error) {
        return refuse(call, error, error.description());
    }

    static Mono<Void> refuse(Call call, GatewayError error, String description) {
        call.refusal = error.code();
        HttpServerResponse response = call.response();
        HttpHeaders fields = response.responseHeaders();
        if (error.status() == 401 || error == GatewayError.SCOPE) {
            fields.set(HttpHeaderNames.WWW_AUTHENTICATE, challenge(call, error));
        }
        if (error.status() == 503 && !fields.contains(HttpHeaderNames.RETRY_AFTER)) {
            fields.set(HttpHeaderNames.RETRY_AFTER, error == GatewayError.API_BLOCKED ? "60" : "1");
        }
        call.decorate(fields);
        long unread = call.bodyLength();
        if (unread < 0 || unread > UNREAD_BODY) {
            response.keepAlive(false);
        }
        byte[] body = description.equals(error.description()) ? body(error) : body(error, description);
        return send(call, error, body);
    }

    private static Mono<Void> send(Call call, GatewayError error, byte[] body) {
        HttpServerResponse response = call.response()
                .status(error.status())
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        if (call.request().method().equals(HttpMethod.HEAD)) {
            return response.send();
        }
        call.responseBytes(body.length);
        return response.sendObject(Unpooled.wrappedBuffer(body)).then();
    }

    /** RFC 6750, section 3. */
    private static String challenge(Call call, GatewayError error) {
        String realm = "Bearer realm=\"tollgate\"";
        return switch (error) {
            case MISSING_CREDENTIALS -> realm;
            case SCOPE ->
                realm + ", error=\"insufficient_scope\", scope=\""
                        + String.join(
                                " ",
                                call.operation == null
                                        ? java.util.Set.of()
                                        : call.operation.requirement().scopes())
                        + "\"";
            default -> realm + ", error=\"invalid_token\", error_description=\"" + error.description() + "\"";
        };
    }
}
