package dev.tollgate.store.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;

/**
 * What the portal remembers of a visitor. The tokens stay here, on the server. A visitor who has neither signed in nor begun to
 * do something has no session.
 */
public final class PortalSession {

    /** The form field of the token against forged requests. */
    public static final String FORM_FIELD = "_csrf";

    private static final String USER_NAME = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String ACCESS_TOKEN = "accessToken";
    private static final String ID_TOKEN = "idToken";
    private static final String FORM_TOKEN = "formToken";
    private static final String SIGNING_IN = "signingIn";
    private static final Duration SIGNED_OUT_LIFE = Duration.ofMinutes(15);
    private static final SecureRandom RANDOM = new SecureRandom();

    private PortalSession() {}

    /** What has to come back from the Key Manager, and where to go then. */
    record SigningIn(String state, String nonce, String verifier, String next) {

        /** Never what is secret. */
        @Override
        public String toString() {
            return "SigningIn[" + next + "]";
        }
    }

    /** The token for this visitor's forms; begins a session where there is none. Call it before anything is written. */
    public static String beginForm(HttpServletRequest request) {
        HttpSession session = begun(request);
        String token = text(session, FORM_TOKEN);
        if (token == null) {
            token = random();
            session.setAttribute(FORM_TOKEN, token);
        }
        return token;
    }

    /** The token for this visitor's forms; empty for one without a session, who has no forms. */
    public static String formToken(HttpServletRequest request) {
        String token = text(request.getSession(false), FORM_TOKEN);
        return token == null ? "" : token;
    }

    static boolean sentFormToken(HttpServletRequest request) {
        String expected = formToken(request);
        String sent = request.getParameter(FORM_FIELD);
        return !expected.isEmpty()
                && sent != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    static void beginSignIn(HttpServletRequest request, SigningIn signingIn) {
        begun(request)
                .setAttribute(
                        SIGNING_IN,
                        String.join("\n", signingIn.state, signingIn.nonce, signingIn.verifier, signingIn.next));
    }

    /** What was begun, once. */
    static Optional<SigningIn> takeSignIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String begun = text(session, SIGNING_IN);
        if (session == null || begun == null) {
            return Optional.empty();
        }
        session.removeAttribute(SIGNING_IN);
        List<String> parts = List.of(begun.split("\n", -1));
        return Optional.of(new SigningIn(parts.get(0), parts.get(1), parts.get(2), parts.get(3)));
    }

    /** A session of an earlier visitor is never taken over, nor its id. */
    static void signIn(HttpServletRequest request, String userName, String accessToken, String idToken) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(USER_NAME, userName);
        session.setAttribute(ACCESS_TOKEN, accessToken);
        session.setAttribute(ID_TOKEN, idToken);
        session.setAttribute(FORM_TOKEN, random());
    }

    static Optional<String> accessToken(HttpServletRequest request) {
        return Optional.ofNullable(text(request.getSession(false), ACCESS_TOKEN));
    }

    static Optional<String> idToken(HttpServletRequest request) {
        return Optional.ofNullable(text(request.getSession(false), ID_TOKEN));
    }

    /** Whether there was one to end. */
    public static boolean end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return false;
        }
        session.invalidate();
        return true;
    }

    static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static HttpSession begun(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            session = request.getSession(true);
            session.setMaxInactiveInterval(Math.toIntExact(SIGNED_OUT_LIFE.toSeconds()));
        }
        return session;
    }

    private static @Nullable String text(@Nullable HttpSession session, String name) {
        return session == null ? null : (String) session.getAttribute(name);
    }
}
