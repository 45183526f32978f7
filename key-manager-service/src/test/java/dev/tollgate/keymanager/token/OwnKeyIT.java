package dev.tollgate.keymanager.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.platform.testing.RealPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Case A8: what the server's own key signed is no access token for that alone. */
class OwnKeyIT {

    private final Http http = Http.atKeyManager();
    private final TestClient client =
            TestUsers.client(TestUsers.user("bob", "Internal/subscriber"), "client_credentials");

    @Test
    void anotherIssuerAudienceOrTypeIsInactive() throws Exception {
        String real = http.postForm("/oauth2/token", List.of("grant_type", "client_credentials"), client.basic())
                .text("access_token");

        assertThat(active(signed(real, "at+jwt", claims -> claims))).isTrue();
        assertThat(active(signed(real, "at+jwt", claims -> claims.issuer("https://elsewhere"))))
                .isFalse();
        assertThat(active(signed(real, "at+jwt", claims -> claims.audience("https://elsewhere"))))
                .isFalse();
        assertThat(active(signed(
                        real,
                        "at+jwt",
                        claims -> claims.audience(List.of("https://localhost:9443", "https://elsewhere")))))
                .isFalse();
        assertThat(active(signed(real, "JWT", claims -> claims))).isFalse();
    }

    private boolean active(String token) {
        return http.postForm("/oauth2/introspect", List.of("token", token), client.basic())
                .json()
                .path("active")
                .asBoolean();
    }

    private static String signed(String real, String type, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        SignedJWT token = SignedJWT.parse(real);
        RSAKey key = key(token.getHeader().getKeyID());
        SignedJWT changed = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(type))
                        .keyID(key.getKeyID())
                        .build(),
                change.apply(new JWTClaimsSet.Builder(token.getJWTClaimsSet())).build());
        changed.sign(new RSASSASigner(key));
        return changed.serialize();
    }

    private static RSAKey key(String kid) throws Exception {
        try (Connection owner = RealPostgres.get().connectAsOwner("key-manager");
                Statement statement = owner.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT private_jwk FROM keys.signing_keys WHERE kid = '" + kid + "'")) {
            assertThat(row.next()).isTrue();
            return RSAKey.parse(row.getString(1));
        }
    }
}
