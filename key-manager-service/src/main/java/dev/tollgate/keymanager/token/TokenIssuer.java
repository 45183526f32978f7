package dev.tollgate.keymanager.token;

import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.client.GrantType;
import dev.tollgate.keymanager.revocation.RevocationProperties;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.secret.RandomKeys;
import dev.tollgate.keymanager.token.RefreshTokens.Stored;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues tokens. Requested scopes that no role gives are left out. */
@Service
public class TokenIssuer {

    /** WSO2's word for "none of the scopes you asked for". */
    private static final String NO_SCOPE = "default";

    private final SignedTokens signedTokens;
    private final OpaqueTokens opaqueTokens;
    private final RefreshTokens refreshTokens;
    private final ScopeBindings scopeBindings;
    private final ApiScopes apiScopes;
    private final OpenIdScopes openIdScopes;
    private final Users users;
    private final TokenEnding ending;
    private final RandomKeys keys;
    private final InstantSource clock;
    private final TokenProperties properties;
    private final RevocationProperties revocationProperties;

    TokenIssuer(
            SignedTokens signedTokens,
            OpaqueTokens opaqueTokens,
            RefreshTokens refreshTokens,
            ScopeBindings scopeBindings,
            ApiScopes apiScopes,
            OpenIdScopes openIdScopes,
            Users users,
            TokenEnding ending,
            RandomKeys keys,
            InstantSource clock,
            TokenProperties properties,
            RevocationProperties revocationProperties) {
        this.signedTokens = signedTokens;
        this.opaqueTokens = opaqueTokens;
        this.refreshTokens = refreshTokens;
        this.scopeBindings = scopeBindings;
        this.apiScopes = apiScopes;
        this.openIdScopes = openIdScopes;
        this.users = users;
        this.ending = ending;
        this.keys = keys;
        this.clock = clock;
        this.properties = properties;
        this.revocationProperties = revocationProperties;
    }

    /**
     * For the client itself. The owner's roles decide about its scopes: about those of APIs always, about those of the platform only
     * for a client that a user registered to act for that user.
     *
     * @param life null: the client's own
     */
    public IssuedTokens toClient(Client client, Set<String> requested, @Nullable Duration life) {
        Set<String> scopes = requested;
        if (!requested.isEmpty()) {
            Set<String> roles = users.byName(client.owner())
                    .filter(owner -> !owner.disabled())
                    .<Set<String>>map(User::roles)
                    .orElse(Set.of());
            scopes = bounded(requested, client.actsForOwner() ? roles : Set.of(), roles, Set.of());
        }
        Minted minted = mint(client, null, scopes, bounded(life != null ? life : client.tokenLife()));
        return new IssuedTokens(minted.token(), minted.value(), null);
    }

    /** For a user who just proved to be one. */
    @Transactional
    public IssuedTokens toUser(Client client, User user, Set<String> requested) {
        return withRefreshToken(client, user, ofUser(requested, user), UUID.randomUUID(), null);
    }

    /**
     * What a user can grant the client of what it asks for. One of our own clients gets no more than it was made for, and all of that
     * where it asks for nothing.
     */
    public Set<String> grantable(Client client, User user, Set<String> requested) {
        if (!client.firstParty()) {
            return ofUser(requested, user);
        }
        Set<String> asked = new HashSet<>(requested.isEmpty() ? client.scopes() : requested);
        asked.retainAll(client.scopes());
        return ofUser(asked, user);
    }

    /** The roles of this moment bound what was granted at the sign-in. */
    IssuedTokens forCode(Client client, User user, AuthorizationCode code, UUID family) {
        return withRefreshToken(client, user, ofUser(code.scopes(), user), family, code.session());
    }

    /** @param requested empty: all that was granted at first */
    @Transactional
    public Refreshing refresh(Client client, String refreshToken, Set<String> requested) {
        Hash hash = Hash.of(refreshToken);
        Instant now = clock.instant();
        var found = refreshTokens.find(hash).filter(token -> token.consumerKey().equals(client.consumerKey()));
        if (found.isPresent() && !found.get().scopes().containsAll(requested)) {
            return new Refreshing.ScopeTooWide();
        }
        var used = refreshTokens.use(hash, client.consumerKey(), now);
        if (used.isEmpty()) {
            found.ifPresent(token -> ending.family(token.family()));
            return new Refreshing.Refused();
        }
        Stored token = used.get();
        var user = users.byName(token.userName()).filter(owner -> !owner.disabled() && !startedAnew(owner, token));
        if (user.isEmpty()) {
            ending.family(token.family());
            return new Refreshing.Refused();
        }
        Set<String> scopes = ofUser(requested.isEmpty() ? token.scopes() : requested, user.get());
        return new Refreshing.Refreshed(withRefreshToken(client, user.get(), scopes, token.family(), token.session()));
    }

    private IssuedTokens withRefreshToken(
            Client client, User user, Set<String> scopes, UUID family, @Nullable Hash session) {
        Minted minted = mint(client, user, scopes, bounded(client.tokenLife()));
        if (!client.may(GrantType.REFRESH_TOKEN)) {
            return new IssuedTokens(minted.token(), minted.value(), null);
        }
        AccessToken access = minted.token();
        String value = keys.secret();
        Instant expiresAt = access.issuedAt().plus(properties.refreshLife());
        refreshTokens.insert(
                Hash.of(value),
                new Stored(
                        family,
                        client.consumerKey(),
                        user.userName(),
                        access.scopes(),
                        access.issuedAt(),
                        expiresAt,
                        null,
                        null,
                        access.id(),
                        minted.hash(),
                        access.expiresAt(),
                        session));
        return new IssuedTokens(access, minted.value(), new IssuedTokens.Refresh(value, access.issuedAt(), expiresAt));
    }

    private record Minted(
            AccessToken token, String value, @Nullable Hash hash) {}

    private Minted mint(Client client, @Nullable User user, Set<String> scopes, Duration life) {
        Instant issuedAt = momentOfIssue(user).truncatedTo(ChronoUnit.MILLIS);
        AccessToken token = new AccessToken(
                UUID.randomUUID(),
                client.consumerKey(),
                client.keyType(),
                user == null ? null : user.userName(),
                scopes,
                issuedAt,
                issuedAt.plus(life));
        if (!client.opaqueTokens()) {
            return new Minted(token, signedTokens.sign(token, client.applicationId() != null), null);
        }
        String value = keys.secret();
        Hash hash = Hash.of(value);
        opaqueTokens.insert(hash, token);
        return new Minted(token, value, hash);
    }

    /** A token of the second in which the user's earlier ones ended would pass for one of them: wait for the next. */
    private Instant momentOfIssue(@Nullable User user) {
        Instant validFrom = user == null ? null : user.tokensValidFrom();
        Instant now = clock.instant();
        if (validFrom == null || !now.isBefore(validFrom)) {
            return now;
        }
        try {
            Thread.sleep(Math.min(1000, Duration.between(now, validFrom).toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Instant later = clock.instant();
        return later.isBefore(validFrom) ? validFrom : later;
    }

    private static boolean startedAnew(User user, Stored token) {
        Instant validFrom = user.tokensValidFrom();
        return validFrom != null && token.issuedAt().isBefore(validFrom);
    }

    private Set<String> ofUser(Set<String> requested, User user) {
        return bounded(requested, user.roles(), user.roles(), openIdScopes.granted(requested));
    }

    private Set<String> bounded(
            Set<String> requested, Set<String> platformRoles, Set<String> apiRoles, Set<String> free) {
        if (requested.isEmpty()) {
            return requested;
        }
        Set<String> granted = new HashSet<>(scopeBindings.granted(requested, platformRoles));
        granted.addAll(free);
        granted.addAll(apiScopes.granted(requested, apiRoles));
        return granted.isEmpty() ? Set.of(NO_SCOPE) : granted;
    }

    private Duration bounded(Duration life) {
        Duration longest = revocationProperties.longestTokenLife();
        return life.isNegative() || life.compareTo(longest) > 0 ? longest : life;
    }
}
