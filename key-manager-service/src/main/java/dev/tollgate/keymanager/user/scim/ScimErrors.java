package dev.tollgate.keymanager.user.scim;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Refusals of the SCIM resources in SCIM's own shape (RFC 7644, section 3.12). */
@RestControllerAdvice(assignableTypes = {ScimUsers.class, ScimRoles.class, ScimMe.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class ScimErrors {

    @ExceptionHandler
    ResponseEntity<Scim.ErrorResponse> refused(RefusedException refused) {
        return error(refused.code().status(), refused.description());
    }

    @ExceptionHandler
    ResponseEntity<Scim.ErrorResponse> taken(DuplicateKeyException taken) {
        return error(CommonError.CONFLICT.status(), "The name is taken.");
    }

    private static ResponseEntity<Scim.ErrorResponse> error(int status, String detail) {
        var answer = ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(Scim.MEDIA_TYPE))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == CommonError.UNAUTHORIZED.status()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"tollgate\"")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tollgate\", charset=\"UTF-8\"");
        }
        if (status == CommonError.TOO_MANY_REQUESTS.status() || status == CommonError.UNAVAILABLE.status()) {
            answer.header(HttpHeaders.RETRY_AFTER, "2");
        }
        return answer.body(Scim.error(status, detail));
    }
}
