package dev.tollgate.keymanager.token.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Reads the password grant's parameters, each of them exactly once. */
final class PasswordGrantConverter implements AuthenticationConverter {

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (!PasswordGrantRequest.GRANT_TYPE.getValue().equals(request.getParameter("grant_type"))) {
            return null;
        }
        Authentication client = SecurityContextHolder.getContext().getAuthentication();
        if (client == null) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        String scope = once(request, "scope", false);
        Set<String> scopes =
                Arrays.stream(scope.split(" ")).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
        return new PasswordGrantRequest(
                client, once(request, "username", true), once(request, "password", true), scopes);
    }

    private static String once(HttpServletRequest request, String name, boolean needed) {
        String[] values = request.getParameterValues(name);
        if (values == null || values.length == 0 || (values.length == 1 && values[0].isEmpty())) {
            if (needed) {
                throw Grants.refused(OAuth2ErrorCodes.INVALID_REQUEST, "The parameter " + name + " is missing.");
            }
            return "";
        }
        if (values.length > 1) {
            throw Grants.refused(OAuth2ErrorCodes.INVALID_REQUEST, "The parameter " + name + " comes more than once.");
        }
        return values[0];
    }
}
