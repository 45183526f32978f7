package dev.tollgate.keymanager.signin;

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
class Sessions {

    private static final String USER_NAME = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
    private static final String SIGNED_IN_AT = "signedInAt";

    private final Users users;
    private final SessionRepository<? extends Session> sessions;
    private final InstantSource clock;

    Sessions(Users users, SessionRepository<? extends Session> sessions, InstantSource clock) {
        this.users = users;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A session of another visitor, or an earlier one, is never taken over. */
    void signIn(HttpServletRequest request, User user) {
        signOut(request);
        HttpSession session = request.getSession(true);
        session.setAttribute(USER_NAME, user.userName());
        session.setAttribute(SIGNED_IN_AT, signedInAt(user));
    }

    void signOut(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    Optional<User> user(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : user(session::getAttribute);
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
