package dev.tollgate.platform.auth;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Deny by default: a controller method is called only where {@link Scopes} or {@link Anyone} says by whom. */
final class ScopeInterceptor implements HandlerInterceptor {

    static final String CALLER = Caller.class.getName();

    private final CallerResolver callers;

    ScopeInterceptor(CallerResolver callers) {
        this.callers = callers;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)
                || request.getDispatcherType() == DispatcherType.ERROR
                || ErrorController.class.isAssignableFrom(method.getBeanType())
                || method.getBeanType().getName().startsWith("org.springdoc.")) {
            return true;
        }
        Caller caller = callers.resolve(request);
        request.setAttribute(CALLER, caller);
        Scopes scopes = find(method, Scopes.class);
        if (scopes == null) {
            if (find(method, Anyone.class) == null) {
                throw new RefusedException(CommonError.FORBIDDEN, "Nobody may call this.");
            }
            return true;
        }
        if (caller.anonymous()) {
            throw new RefusedException(
                    CommonError.UNAUTHORIZED, "Send an access token as Bearer, or user name and password as Basic.");
        }
        if (Arrays.stream(scopes.value()).noneMatch(caller::hasScope)) {
            throw new RefusedException(
                    CommonError.FORBIDDEN, "This needs one of the scopes " + String.join(", ", scopes.value()) + ".");
        }
        return true;
    }

    private static <A extends Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
        A onMethod = method.getMethodAnnotation(type);
        boolean otherOnMethod = method.hasMethodAnnotation(Scopes.class) || method.hasMethodAnnotation(Anyone.class);
        if (onMethod != null || otherOnMethod) {
            return onMethod;
        }
        return AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
    }
}
