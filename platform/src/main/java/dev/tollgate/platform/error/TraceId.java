package dev.tollgate.platform.error;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/** The id under which the log has a request: the trace id of a W3C {@code traceparent}, or a new one. */
public final class TraceId {

    private static final String ATTRIBUTE = TraceId.class.getName();
    private static final Pattern TRACEPARENT = Pattern.compile("00-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceId() {}

    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String header = request.getHeader("traceparent");
        var matcher = header == null ? null : TRACEPARENT.matcher(header);
        String id = matcher != null && matcher.matches()
                ? matcher.group(1)
                : UUID.randomUUID().toString().replace("-", "");
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
