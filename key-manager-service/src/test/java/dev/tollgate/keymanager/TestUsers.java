package dev.tollgate.keymanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.Http.Answer;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Users and clients as tests need them, each new. */
public final class TestUsers {

    public static final String PASSWORD = "a-good-password";

    private static final Http http = Http.atKeyManager();

    private TestUsers() {}

    public record TestUser(String id, String name) {

        public String[] basic() {
            return Http.basic(name, PASSWORD);
        }
    }

    public record TestClient(String key, String secret) {

        public String[] basic() {
            return Http.basic(key, secret);
        }
    }

    public static TestUser user(String prefix, String... roles) {
        String name = prefix + "-" + UUID.randomUUID();
        String listed =
                Arrays.stream(roles).map("{\"value\":\"%s\"}"::formatted).collect(Collectors.joining(",", "[", "]"));
        Answer made = http.postJson(
                "/scim2/Users",
                "{\"userName\":\"%s\",\"password\":\"%s\",\"roles\":%s}".formatted(name, PASSWORD, listed),
                Http.admin());
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return new TestUser(made.text("id"), name);
    }

    public static TestClient client(TestUser owner, String grantTypes) {
        return client(owner, grantTypes, "JWT");
    }

    public static TestClient client(TestUser owner, String grantTypes, String tokenType) {
        Answer made = http.postJson(
                "/client-registration/v0.17/register",
                """
                {"clientName":"client-%s","owner":"%s","grantType":"%s","saasApp":true,"tokenType":"%s"}\
                """.formatted(UUID.randomUUID(), owner.name(), grantTypes, tokenType),
                owner.basic());
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        return new TestClient(made.text("clientId"), made.text("clientSecret"));
    }
}
