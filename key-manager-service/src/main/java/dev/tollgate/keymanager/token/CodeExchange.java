package dev.tollgate.keymanager.token;

import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.secret.RandomKeys;
import dev.tollgate.keymanager.token.AuthorizationCodes.Stored;
import dev.tollgate.keymanager.user.User;
import dev.tollgate.keymanager.user.Users;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives codes for what users granted, and tokens for codes: once. */
@Service
public class CodeExchange {

    /** RFC 7636, section 4.1. */
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final AuthorizationCodes codes;
    private final TokenIssuer issuer;
    private final TokenEnding ending;
    private final IdTokens idTokens;
    private final Users users;
    private final RandomKeys keys;
    private final InstantSource clock;
    private final TokenProperties properties;

    CodeExchange(
            AuthorizationCodes codes,
            TokenIssuer issuer,
            TokenEnding ending,
            IdTokens idTokens,
            Users users,
            RandomKeys keys,
            InstantSource clock,
            TokenProperties properties) {
        this.codes = codes;
        this.issuer = issuer;
        this.ending = ending;
        this.idTokens = idTokens;
        this.users = users;
        this.keys = keys;
        this.clock = clock;
        this.properties = properties;
    }

    /** The code in full, for the redirect and nowhere else. */
    @Transactional
    public String issue(AuthorizationCode code, User user) {
        String value = keys.secret();
        Instant now = clock.instant();
        // as with tokens: what carries a moment before this one counts as ended with the user's earlier ones
        Instant validFrom = user.tokensValidFrom();
        Instant issuedAt = validFrom != null && now.isBefore(validFrom) ? validFrom : now;
        codes.insert(
                Hash.of(value),
                code,
                UUID.randomUUID(),
                issuedAt.truncatedTo(ChronoUnit.MILLIS),
                now.plus(properties.codeLife()));
        return value;
    }

    /** @param redirectUri as the client sent it now; null: it sent none. So is the verifier. */
    @Transactional
    public Redeeming redeem(Client client, String code, @Nullable String redirectUri, @Nullable String verifier) {
        Hash hash = Hash.of(code);
        Optional<Stored> found =
                codes.find(hash).filter(stored -> stored.code().consumerKey().equals(client.consumerKey()));
        if (found.isEmpty()) {
            return new Redeeming.Refused();
        }
        Stored stored = found.get();
        if (stored.usedAt() == null && !fits(stored.code(), redirectUri, verifier)) {
            return new Redeeming.Refused();
        }
        if (!codes.use(hash, clock.instant())) {
            // read anew: another node may have used it since
            codes.find(hash).filter(again -> again.usedAt() != null).ifPresent(this::end);
            return new Redeeming.Refused();
        }
        Optional<User> user = users.byName(stored.code().userName()).filter(known -> stillHolds(known, stored));
        if (user.isEmpty()) {
            return new Redeeming.Refused();
        }
        IssuedTokens tokens = issuer.forCode(client, user.get(), stored.code(), stored.family());
        codes.cameTo(hash, tokens.access(), client.opaqueTokens() ? Hash.of(tokens.accessToken()) : null);
        return new Redeeming.Redeemed(
                tokens,
                tokens.access().scopes().contains(OpenIdScopes.OPENID)
                        ? idTokens.sign(client, user.get(), stored.code(), tokens)
                        : null);
    }

    private void end(Stored stored) {
        ending.family(stored.family());
        UUID access = stored.access();
        Instant accessExpiresAt = stored.accessExpiresAt();
        if (access != null && accessExpiresAt != null) {
            ending.accessToken(access, stored.accessHash(), accessExpiresAt);
        }
    }

    private static boolean fits(AuthorizationCode code, @Nullable String redirectUri, @Nullable String verifier) {
        boolean sameTarget = redirectUri == null ? !code.redirectUriSent() : redirectUri.equals(code.redirectUri());
        String challenge = code.challenge();
        if (challenge == null) {
            return sameTarget && verifier == null;
        }
        return sameTarget
                && verifier != null
                && VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(bytes(challengeOf(verifier)), bytes(challenge));
    }

    private static String challengeOf(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Hash.of(verifier).bytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean stillHolds(User user, Stored stored) {
        Instant validFrom = user.tokensValidFrom();
        return !user.disabled() && (validFrom == null || !stored.issuedAt().isBefore(validFrom));
    }
}
