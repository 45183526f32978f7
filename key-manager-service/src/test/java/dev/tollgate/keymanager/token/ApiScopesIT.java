package dev.tollgate.keymanager.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.keymanager.TestUsers.TestUser;
import dev.tollgate.platform.testing.RealPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiScopesIT {

    private final Http http = Http.atKeyManager();
    private final TestUser bob = TestUsers.user("bob", "Internal/subscriber");
    private final TestClient client = TestUsers.client(bob, "password client_credentials");

    @Test
    void scopesOfApisGoToTheRolesThatTheProviderNamed() throws SQLException {
        assertThat(scopesOfBob("read:pets write:pets")).isEqualTo("default");

        try (Connection owner = RealPostgres.get().connectAsOwner("publisher");
                Statement statement = owner.createStatement()) {
            statement.execute("""
                CREATE TABLE registry.scopes_v1 (scope text, roles text[]);
                INSERT INTO registry.scopes_v1 VALUES ('read:pets', '{"Internal/subscriber"}'),
                    ('write:pets', '{"vet"}'), ('open', '{}'), ('shared', '{}'), ('shared', '{"vet"}'),
                    ('apim:admin', '{}');
                GRANT USAGE ON SCHEMA registry TO tollgate_key_manager;
                GRANT SELECT ON registry.scopes_v1 TO tollgate_key_manager;
                """);
        }

        assertThat(scopesOfBob("read:pets write:pets open shared apim:subscribe apim:admin"))
                .isEqualTo("apim:subscribe open read:pets");
    }

    private String scopesOfBob(String requested) {
        return http.postForm(
                        "/oauth2/token",
                        List.of(
                                "grant_type",
                                "password",
                                "username",
                                bob.name(),
                                "password",
                                TestUsers.PASSWORD,
                                "scope",
                                requested),
                        client.basic())
                .text("scope");
    }
}
