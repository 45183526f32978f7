package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.secret.RandomKeys;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Tells our own forms from others'. The browser says where a form comes from; where it does not, the form's hidden token has to equal
 * the one in its cookie, which no other site can read or set.
 */
@Component
public class Forms {

    /** The name of the hidden field. */
    public static final String FIELD = "form_token";

    private final SameOrigin sameOrigin;
    private final RandomKeys keys;
    private final int port;

    Forms(SameOrigin sameOrigin, RandomKeys keys, PublicUrl publicUrl) {
        this.sameOrigin = sameOrigin;
        this.keys = keys;
        this.port = publicUrl.port();
    }

    /** The hidden field of a form; pages that are open at once share its token. */
    public String hiddenField(HttpServletRequest request, HttpServletResponse response) {
        String token = tokenOf(request);
        if (token == null) {
            token = keys.secret();
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(cookieName(request), token)
                            .path("/")
                            .httpOnly(true)
                            .secure(request.isSecure())
                            .sameSite("Lax")
                            .build()
                            .toString());
        }
        return "<input type=\"hidden\" name=\"" + FIELD + "\" value=\"" + Pages.escaped(token) + "\">";
    }

    /** Refuses a form that is not known to be ours. */
    public void requireOwn(HttpServletRequest request) {
        if (sameOrigin.denied(request) || !(sameOrigin.proven(request) || carriesToken(request))) {
            throw new RefusedException(
                    CommonError.FORBIDDEN, "The form was not sent from our own page: open the page anew.");
        }
    }

    private boolean carriesToken(HttpServletRequest request) {
        String expected = tokenOf(request);
        String sent = request.getParameter(FIELD);
        return expected != null && sent != null && Hash.of(expected).equals(Hash.of(sent));
    }

    private @Nullable String tokenOf(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(cookieName(request))
                        && !cookie.getValue().isEmpty()) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private String cookieName(HttpServletRequest request) {
        return SignInConfiguration.cookieName("tollgate-form-" + port, request);
    }
}
