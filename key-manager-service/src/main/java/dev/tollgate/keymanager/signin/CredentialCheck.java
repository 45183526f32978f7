package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.client.Clients;
import dev.tollgate.keymanager.signin.CallerVerdict.Known;
import dev.tollgate.keymanager.signin.CallerVerdict.SlowDown;
import dev.tollgate.keymanager.signin.CallerVerdict.Unknown;
import dev.tollgate.keymanager.token.AccessToken;
import dev.tollgate.keymanager.token.ScopeBindings;
import dev.tollgate.keymanager.token.TokenInspector;
import dev.tollgate.keymanager.user.PasswordCheck;
import dev.tollgate.keymanager.user.PasswordVerdict;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import dev.tollgate.platform.auth.Caller;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Whose credential it is, and what it allows in the REST APIs. */
@Service
class CredentialCheck {

    private final PasswordCheck passwords;
    private final TokenInspector tokens;
    private final ScopeBindings scopeBindings;
    private final Users users;
    private final Clients clients;

    CredentialCheck(
            PasswordCheck passwords, TokenInspector tokens, ScopeBindings scopeBindings, Users users, Clients clients) {
        this.passwords = passwords;
        this.tokens = tokens;
        this.scopeBindings = scopeBindings;
        this.users = users;
        this.clients = clients;
    }

    CallerVerdict basic(String userName, String password, String address) {
        return switch (passwords.check(userName, password, address)) {
            case PasswordVerdict.Accepted accepted -> new Known(signedIn(accepted.user()), null);
            case PasswordVerdict.Refused refused -> new Unknown();
            case PasswordVerdict.SlowDown slowDown -> new SlowDown(slowDown.pause());
        };
    }

    CallerVerdict bearer(String token) {
        Optional<AccessToken> alive = tokens.alive(token);
        if (alive.isEmpty()) {
            return new Unknown();
        }
        return new Known(caller(alive.get()), alive.get().expiresAt());
    }

    /** A user who proved to be one, with all that the roles give. */
    Caller signedIn(User user) {
        return new Caller(user.userName(), user.roles(), scopeBindings.of(user.roles()), "");
    }

    private Caller caller(AccessToken token) {
        String userName = token.userName();
        if (userName != null) {
            return caller(token, users.byName(userName).orElse(null));
        }
        Optional<User> owner = clients.find(token.consumerKey())
                .filter(Client::actsForOwner)
                .flatMap(client -> users.byName(client.owner()))
                .filter(user -> !user.disabled());
        if (owner.isEmpty() || token.scopes().isEmpty()) {
            return caller(token, null);
        }
        // A client that a user registered acts for that user, as far as the roles reach today.
        Set<String> scopes = new HashSet<>(token.scopes());
        scopes.retainAll(scopeBindings.of(owner.get().roles()));
        return new Caller(owner.get().userName(), owner.get().roles(), scopes, token.consumerKey());
    }

    private static Caller caller(AccessToken token, @Nullable User user) {
        return user == null
                ? new Caller("", Set.of(), token.scopes(), token.consumerKey())
                : new Caller(user.userName(), user.roles(), token.scopes(), token.consumerKey());
    }
}
