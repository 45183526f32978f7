package dev.tollgate.acceptance.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A signed token taken apart, to be changed and put together again as a forger would. */
record SignedToken(ObjectNode header, ObjectNode claims, String signature) {

    static SignedToken parse(String token) {
        String[] parts = token.split("\\.", -1);
        return new SignedToken(decoded(parts[0]), decoded(parts[1]), parts[2]);
    }

    SignedToken withAlgorithm(String algorithm) {
        return new SignedToken(header.deepCopy().put("alg", algorithm), claims, signature);
    }

    SignedToken withClaim(String name, Object value) {
        ObjectNode changed = claims.deepCopy();
        changed.set(name, JsonMapper.shared().valueToTree(value));
        return new SignedToken(header, changed, signature);
    }

    String unsigned() {
        return signed() + ".";
    }

    String withOldSignature() {
        return signed() + "." + signature;
    }

    /** One bit of the signature is another. */
    String withFlippedSignature() {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        bytes[bytes.length / 2] ^= 1;
        return signed() + "." + encoded(bytes);
    }

    String hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return signed() + "." + encoded(mac.doFinal(signed().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String signedByStranger() {
        return signedBy(strangersKey());
    }

    String signedByStrangerWithOwnKeyInHeader() {
        KeyPair stranger = strangersKey();
        RSAPublicKey key = (RSAPublicKey) stranger.getPublic();
        ObjectNode changed = header.deepCopy();
        changed.putObject("jwk")
                .put("kty", "RSA")
                .put("n", encoded(key.getModulus().toByteArray()))
                .put("e", encoded(key.getPublicExponent().toByteArray()));
        changed.remove("kid");
        return new SignedToken(changed, claims, signature).signedBy(stranger);
    }

    private String signedBy(KeyPair pair) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(pair.getPrivate());
            rsa.update(signed().getBytes(StandardCharsets.US_ASCII));
            return signed() + "." + encoded(rsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair strangersKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed() {
        return encoded(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode decoded(String part) {
        return (ObjectNode) JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(part));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
