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
import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.user.User;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** ID tokens: OpenID Connect Core 1.0, section 2, RS256. User names are never given twice, so they are the subject. */
@Component
public class IdTokens {

    private final SigningKeys keys;
    private final String issuer;

    IdTokens(SigningKeys keys, PublicUrl publicUrl) {
        this.keys = keys;
        this.issuer = publicUrl.value();
    }

    /** Whom an ID token of ours was about, and for whom. */
    public record Hint(String userName, String consumerKey) {}

    String sign(Client client, User user, AuthorizationCode code, IssuedTokens tokens) {
        RSAKey key = keys.current();
        AccessToken access = tokens.access();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(user.userName())
                .audience(client.consumerKey())
                .claim("azp", client.consumerKey())
                .issueTime(Date.from(access.issuedAt()))
                .expirationTime(Date.from(access.expiresAt()))
                .claim("auth_time", code.signedInAt().getEpochSecond())
                .claim("at_hash", leftHalf(tokens.accessToken()));
        if (code.nonce() != null) {
            claims.claim("nonce", code.nonce());
        }
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
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

    /** As {@code id_token_hint}: one of ours, unaltered; an expired one still tells whom it was about. */
    public Optional<Hint> hint(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            if (!JWSAlgorithm.RS256.equals(header.getAlgorithm())
                    || !JOSEObjectType.JWT.equals(header.getType())
                    || header.getKeyID() == null) {
                return Optional.empty();
            }
            Optional<RSAKey> key = keys.verifying(header.getKeyID());
            if (key.isEmpty() || !jwt.verify(new RSASSAVerifier(key.get()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!issuer.equals(claims.getIssuer()) || claims.getAudience().size() != 1) {
                return Optional.empty();
            }
            return Optional.of(
                    new Hint(claims.getSubject(), claims.getAudience().getFirst()));
        } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** {@code at_hash}: section 3.1.3.6. */
    private static String leftHalf(String accessToken) {
        byte[] hash = Hash.of(accessToken).bytes();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }
}
