package dev.tollgate.acceptance.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** The first RSA key of a JWK set, in the forms that a forger may try as a secret. */
final class JsonKeys {

    private JsonKeys() {}

    static byte[] modulus(JsonNode jwks) {
        return Base64.getUrlDecoder().decode(rsa(jwks).path("n").asString());
    }

    static byte[] der(JsonNode jwks) {
        try {
            byte[] exponent = Base64.getUrlDecoder().decode(rsa(jwks).path("e").asString());
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(new BigInteger(1, modulus(jwks)), new BigInteger(1, exponent)))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] pem(JsonNode jwks) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(jwks));
        return ("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static JsonNode rsa(JsonNode jwks) {
        return jwks.path("keys")
                .valueStream()
                .filter(key -> key.path("kty").asString("").equals("RSA"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no RSA key in " + jwks));
    }
}
