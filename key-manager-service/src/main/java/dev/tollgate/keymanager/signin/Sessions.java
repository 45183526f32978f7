package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.token.TokenEnding;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/** Who is signed in. A session ends with its time, by signing out, and with whatever ends the user's tokens. */
@Component
public class Sessions {

    private static final String USER_NAME = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String SIGNED_IN_AT = "signedInAt";

    private final Users users;
    private final SessionRepository<? extends Session> sessions;
    private final TokenEnding tokens;
    private final InstantSource clock;

    Sessions(Users users, SessionRepository<? extends Session> sessions, TokenEnding tokens, InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A session of another visitor, or an earlier one, is never taken over. */
    void signIn(HttpServletRequest request, User user) {
        signOut(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(USER_NAME, user.userName());
        session.setAttribute(SIGNED_IN_AT, signedInAt(user));
    }

    /** The portals' tokens that came of the session end with it. */
    public void signOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            tokens.ofSession(Hash.of(session.getId()));
            session.invalidate();
        }
    }

    /**
     * @param at when the password was proven
     * @param session names the session without giving it away
     */
    public record SignedIn(User user, Instant at, Hash session) {}

    /** Who is signed in by the request's session. */
    public Optional<SignedIn> current(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        return user(session::getAttribute)
                .map(user -> new SignedIn(
                        user,
                        session.getAttribute(SIGNED_IN_AT) instanceof Long at
                                ? Instant.ofEpochMilli(at)
                                : Instant.EPOCH,
                        Hash.of(session.getId())));
    }

    Optional<User> user(HttpServletRequest request) {
        return current(request).map(SignedIn::user);
    }

    Optional<User> userOf(String sessionId) {
        Session session = sessions.findById(sessionId);
        return session == null || session.isExpired() ? Optional.empty() : user(session::getAttribute);
    }

    private Optional<User> user(Function<String, @Nullable Object> attributes) {
        if (attributes.apply(USER_NAME) instanceof String userName
                && attributes.apply(SIGNED_IN_AT) instanceof Long signedInAt) {
            return users.byName(userName).filter(user -> stillHolds(user, Instant.ofEpochMilli(signedInAt)));
        }
        return Optional.empty();
    }

    private static boolean stillHolds(User user, Instant signedInAt) {
        Instant validFrom = user.tokensValidFrom();
        return !user.disabled() && (validFrom == null || !signedInAt.isBefore(validFrom));
    }

    private long signedInAt(User user) {
        Instant now = clock.instant();
        Instant validFrom = user.tokensValidFrom();
        return (validFrom != null && now.isBefore(validFrom) ? validFrom : now).toEpochMilli();
    }
}
