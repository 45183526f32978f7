package dev.tollgate.keymanager.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.client.KeyType;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Access tokens as JWT: RFC 9068, RS256. */
@Component
class SignedTokens {

    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    /** WSO2's claim. A user may be called like a client, and is not the client for that (RFC 9700, section 4.15). */
    private static final String HOLDER = "aut";

    private static final String USER = "APPLICATION_USER";

    private final SigningKeys keys;
    private final InstantSource clock;
    private final String issuer;

    SignedTokens(SigningKeys keys, InstantSource clock, PublicUrl publicUrl) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = publicUrl.value();
    }

    String sign(AccessToken token, boolean ofApplication) {
        RSAKey key = keys.current();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(token.subject())
                .audience(issuer)
                .claim("client_id", token.consumerKey())
                .claim("azp", token.consumerKey())
                .issueTime(Date.from(token.issuedAt()))
                .expirationTime(Date.from(token.expiresAt()))
                .jwtID(token.id().toString());
        if (!token.scopes().isEmpty()) {
            claims.claim("scope", String.join(" ", new TreeSet<>(token.scopes())));
        }
        if (token.userName() != null) {
            claims.claim(HOLDER, USER);
        }
        if (ofApplication) {
            claims.claim("keytype", token.keyType().name());
        }
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(TYPE)
                .keyID(key.getKeyID())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims.build());
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key does not sign", e);
        }
        return jwt.serialize();
    }

    /** One of ours, unaltered and not expired; whether it was revoked is another question. */
    Optional<AccessToken> verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())
                    || !TYPE.equals(header.getType())
                    || header.getKeyID() == null) {
                return Optional.empty();
            }
            Optional<RSAKey> key = keys.verifying(header.getKeyID());
            if (key.isEmpty() || !jwt.verify(new RSASSAVerifier(key.get()))) {
                return Optional.empty();
            }
            return read(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<AccessToken> read(JWTClaimsSet claims) throws ParseException {
        Instant expiresAt = claims.getExpirationTime().toInstant();
        if (!issuer.equals(claims.getIssuer())
                || !claims.getAudience().equals(List.of(issuer))
                || !expiresAt.isAfter(clock.instant())) {
            return Optional.empty();
        }
        String consumerKey = claims.getStringClaim("client_id");
        String scope = claims.getStringClaim("scope");
        String keyType = claims.getStringClaim("keytype");
        return Optional.of(new AccessToken(
                UUID.fromString(claims.getJWTID()),
                consumerKey,
                keyType == null ? KeyType.PRODUCTION : KeyType.valueOf(keyType),
                consumerKey.equals(claims.getSubject()) && !USER.equals(claims.getStringClaim(HOLDER))
                        ? null
                        : claims.getSubject(),
                scope == null ? Set.of() : Set.of(scope.split(" ")),
                claims.getIssueTime().toInstant(),
                expiresAt));
    }
}
