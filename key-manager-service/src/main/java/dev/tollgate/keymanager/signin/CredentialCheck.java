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

    /** The token's scopes as far as the user's roles reach today. */
    private Caller caller(AccessToken token) {
        String userName = token.userName();
        Optional<User> user = userName != null ? users.byName(userName) : ownerBehind(token);
        if (user.isEmpty()) { // nobody stands behind it, or nobody any more: what REST APIs allow, they allow to users
            return new Caller("", Set.of(), Set.of(), token.consumerKey());
        }
        Set<String> scopes = new HashSet<>(token.scopes());
        scopes.retainAll(scopeBindings.of(user.get().roles()));
        return new Caller(user.get().userName(), user.get().roles(), scopes, token.consumerKey());
    }

    /** A client that a user registered acts for that user, where its token holds scopes at all. */
    private Optional<User> ownerBehind(AccessToken token) {
        if (token.scopes().isEmpty()) {
            return Optional.empty();
        }
        return clients.find(token.consumerKey())
                .filter(Client::actsForOwner)
                .flatMap(client -> users.byName(client.owner()))
                .filter(owner -> !owner.disabled());
    }
}
