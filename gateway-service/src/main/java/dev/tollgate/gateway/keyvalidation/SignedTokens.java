package dev.tollgate.gateway.keyvalidation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tollgate.contract.key.Issuer;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.gateway.network.Cidrs;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verifies RFC 9068 access tokens with the signing keys from the key feed; a verdict is kept under the whole token's hash. */
final class SignedTokens {

    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");

    private final Cache<TokenHash, Kept> kept;
    private final InstantSource clock;
    private final Duration clockSkew;

    /** A verdict under these very keys and this issuer; with others it is void. */
    private record Kept(
            KeyVerdict.Valid verdict,
            Map<String, RSAPublicKey> keys,
            @Nullable Issuer issuer) {}

    SignedTokens(long cacheSize, Duration clockSkew, InstantSource clock) {
        this.kept = Caffeine.newBuilder()
                .maximumSize(cacheSize)
                .expireAfterAccess(Duration.ofMinutes(15))
                .build();
        this.clockSkew = clockSkew;
        this.clock = clock;
    }

    /** Whether this has the form of a signed token: then it is one, or it is nothing. */
    static boolean looksSigned(String token) {
        if (!token.startsWith("eyJ")) {
            return false;
        }
        int first = token.indexOf('.');
        return first > 0 && token.indexOf('.', first + 1) > 0;
    }

    @SuppressWarnings("ReferenceEquality") // the tables keep the very objects while keys and issuer are the same
    KeyVerdict check(String token, TokenHash hash, KeyTables tables) {
        Kept known = kept.getIfPresent(hash);
        if (known != null && known.keys == tables.signingKeys() && known.issuer == tables.issuer()) {
            return known.verdict;
        }
        KeyVerdict verdict = verify(token, tables);
        if (verdict instanceof KeyVerdict.Valid valid) {
            kept.put(hash, new Kept(valid, tables.signingKeys(), tables.issuer()));
        }
        return verdict;
    }

    private KeyVerdict verify(String token, KeyTables tables) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            for (Base64URL part : jwt.getParsedParts()) {
                if (!Base64URL.encode(part.decode())
                        .equals(part)) { // RFC 7515, section 2: no padding, nothing else either
                    return new KeyVerdict.Unknown("the token is not base64url");
                }
            }
            JWSHeader header = jwt.getHeader();
            if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())) {
                return new KeyVerdict.Unknown("the algorithm is not RS256");
            }
            if (header.getType() == null
                    || !TYPES.contains(header.getType().getType().toLowerCase(java.util.Locale.ROOT))) {
                return new KeyVerdict.Unknown("this is no access token");
            }
            RSAPublicKey key =
                    header.getKeyID() == null ? null : tables.signingKeys().get(header.getKeyID());
            if (key == null) {
                return tables.signingKeys().isEmpty()
                        ? new KeyVerdict.NotNow()
                        : new KeyVerdict.Unknown("the signing key is not known");
            }
            // the verifier refuses "crit" extensions by itself
            return jwt.verify(new RSASSAVerifier(key))
                    ? judge(jwt.getJWTClaimsSet(), tables.issuer())
                    : new KeyVerdict.Unknown("the signature is wrong");
        } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
            return new KeyVerdict.Unknown("the token is malformed");
        }
    }

    @SuppressWarnings("JavaUtilDate") // Nimbus' own type
    private KeyVerdict judge(JWTClaimsSet claims, @Nullable Issuer issuer) throws ParseException {
        if (issuer == null) {
            return new KeyVerdict.NotNow();
        }
        if (!issuer.getIssuer().equals(claims.getIssuer())) {
            return new KeyVerdict.Unknown("the issuer is another");
        }
        if (!issuer.getAudience().isEmpty() && !claims.getAudience().contains(issuer.getAudience())) {
            return new KeyVerdict.Unknown("the audience is another");
        }
        if (claims.getClaim("cnf") != null) {
            return new KeyVerdict.Unknown("the token is bound to a proof that cannot be checked here");
        }
        Date expiry = claims.getExpirationTime();
        Date issued = claims.getIssueTime();
        Date notBefore = claims.getNotBeforeTime();
        long now = clock.millis();
        if (expiry == null || issued == null || claims.getJWTID() == null) {
            return new KeyVerdict.Unknown("a required claim is missing");
        }
        if (expiry.getTime() <= now) {
            return new KeyVerdict.Expired();
        }
        if (notBefore != null && notBefore.getTime() > now + clockSkew.toMillis()) {
            return new KeyVerdict.Unknown("the token is not valid yet");
        }
        String client = claims.getStringClaim("client_id");
        if (client == null) {
            client = claims.getStringClaim("azp");
        }
        String subject = claims.getSubject();
        if (client == null || subject == null) {
            return new KeyVerdict.Unknown("a required claim is missing");
        }
        return new KeyVerdict.Valid(new TokenVerdict(
                subject,
                client,
                null,
                null,
                keyType(claims.getStringClaim("keytype")),
                scopes(claims.getClaim("scope")),
                !subject.equals(client),
                issued.getTime(),
                expiry.getTime(),
                claims.getJWTID(),
                Cidrs.NONE,
                List.of()));
    }

    private static @Nullable KeyType keyType(@Nullable String name) {
        return switch (name) {
            case "PRODUCTION" -> KeyType.KEY_TYPE_PRODUCTION;
            case "SANDBOX" -> KeyType.KEY_TYPE_SANDBOX;
            case null, default -> null;
        };
    }

    private static Set<String> scopes(@Nullable Object claim) {
        return claim instanceof String scopes && !scopes.isBlank()
                ? Set.of(scopes.strip().split(" +"))
                : Set.of();
    }
}
