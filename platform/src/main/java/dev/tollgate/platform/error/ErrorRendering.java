package dev.tollgate.platform.error;

import dev.tollgate.contract.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Makes the answer for a refusal: WSO2's shape, or RFC 9457 where the client asks for it by name. */
final class ErrorRendering {

    private ErrorRendering() {}

    static ResponseEntity<Object> render(
            HttpServletRequest request, ErrorCode code, String description, HttpHeaders headers) {
        var all = new HttpHeaders();
        all.putAll(headers);
        String traceId = TraceId.of(request);
        if (code.status() == 401 && all.getFirst(HttpHeaders.WWW_AUTHENTICATE) == null) {
            all.add(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tollgate\"");
            all.add(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tollgate\", charset=\"UTF-8\"");
        }
        if ((code.status() == 503 || code.status() == 429) && all.getFirst(HttpHeaders.RETRY_AFTER) == null) {
            all.add(HttpHeaders.RETRY_AFTER, "2");
        }
        all.setCacheControl("no-store");
        if (prefersProblem(request)) {
            var problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(code.status()), description);
            problem.setType(URI.create("about:blank"));
            problem.setTitle(code.message());
            problem.setProperty("code", code.code());
            problem.setProperty("traceId", traceId);
            all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            return new ResponseEntity<>(problem, all, code.status());
        }
        all.setContentType(MediaType.APPLICATION_JSON);
        return new ResponseEntity<>(ErrorBody.of(code, description, traceId), all, code.status());
    }

    private static boolean prefersProblem(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        if (accept == null || !accept.contains("problem+json")) {
            return false;
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            double problem = quality(types, MediaType.APPLICATION_PROBLEM_JSON);
            return problem > 0 && problem >= quality(types, MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static double quality(List<MediaType> types, MediaType wanted) {
        return types.stream()
                .filter(type -> type.equalsTypeAndSubtype(wanted))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }
}
