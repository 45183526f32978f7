package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.error.TraceId;
import dev.tollgate.store.portal.session.PortalSession;
import io.grpc.StatusRuntimeException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Every failure as a page. Somebody who is not signed in is asked to, and comes back to where they were. */
@ControllerAdvice(basePackageClasses = PortalErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortalErrors {

    private static final Logger log = LoggerFactory.getLogger(PortalErrors.class);

    private final Layout layout;

    PortalErrors(Layout layout) {
        this.layout = layout;
    }

    /** What a visitor reads. */
    record Shown(int status, String title, String text, String traceId) {}

    @ExceptionHandler
    ModelAndView handle(Exception failure, HttpServletRequest request, Caller caller) {
        if (failure instanceof RefusedException refused && refused.code().status() == 401) {
            return signedOut(request);
        }
        Shown shown = shown(failure, TraceId.of(request));
        var page = new ModelAndView("store/error", Map.of("shown", shown, "frame", layout.frame(request, caller)));
        page.setStatus(HttpStatusCode.valueOf(shown.status()));
        return page;
    }

    /** A session whose token is no longer good is over; the page may be open to everybody all the same. */
    private static ModelAndView signedOut(HttpServletRequest request) {
        boolean ended = PortalSession.end(request);
        boolean get = request.getMethod().equals("GET");
        String here = Layout.here(request);
        String target = ended && get ? here : "/store/sign-in?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
        var redirect = new RedirectView(target);
        redirect.setExposeModelAttributes(false);
        redirect.setExpandUriTemplateVariables(false);
        return new ModelAndView(redirect);
    }

    private static Shown shown(Exception failure, String traceId) {
        return switch (failure) {
            case RefusedException refused ->
                new Shown(refused.code().status(), title(refused.code().status()), refused.description(), traceId);
            case OptimisticLockingFailureException changed ->
                new Shown(
                        409,
                        title(409),
                        "It was changed elsewhere at the same time. Go back, reload, try again.",
                        traceId);
            case DataAccessException database -> notNow(database, traceId);
            case TransactionException database -> notNow(database, traceId);
            case StatusRuntimeException internal when transientFailure(internal) -> notNow(internal, traceId);
            case ErrorResponse framework -> {
                CommonError error = CommonError.of(framework.getStatusCode().value());
                yield new Shown(error.status(), title(error.status()), error.cause(), traceId);
            }
            default -> {
                log.error("unforeseen failure of a page, trace {}", traceId, failure);
                yield new Shown(500, title(500), "Something went wrong here. Please try again.", traceId);
            }
        };
    }

    private static Shown notNow(Exception failure, String traceId) {
        log.warn("a page is not possible now, trace {}: {}", traceId, failure.toString());
        return new Shown(
                503,
                title(503),
                "Something this page stands on does not answer now. Please try again in a moment.",
                traceId);
    }

    private static boolean transientFailure(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> true;
            default -> false;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 503 -> "Not now";
            case 500 -> "Something went wrong";
            default -> "That did not work";
        };
    }
}
