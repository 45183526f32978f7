package dev.tollgate.keymanager.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestUser;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationIT {

    private static final String REGISTER = "/client-registration/v0.17/register";

    private final Http http = Http.atKeyManager();
    private final TestUser bob = TestUsers.user("bob", "Internal/subscriber");

    @Test
    void aClientRegistersInWso2sShape() {
        Answer made = http.postJson(REGISTER, """
            {"callbackUrl":"https://app.example/cb","clientName":"rest_api_publisher","owner":"%s",
             "grantType":"client_credentials password refresh_token urn:ietf:params:oauth:grant-type:jwt-bearer","saasApp":true}\
            """.formatted(bob.name()), bob.basic());

        assertThat(made.status()).as(made.body()).isEqualTo(200);
        assertThat(made.text("clientName")).isEqualTo("rest_api_publisher");
        assertThat(made.text("appOwner")).isEqualTo(bob.name());
        assertThat(made.text("callBackURL")).isEqualTo("https://app.example/cb");
        assertThat(made.text("callbackUrl")).isEqualTo("https://app.example/cb");
        assertThat(made.json().path("isSaasApplication").asBoolean()).isTrue();
        assertThat(made.text("jsonAppAttribute")).isEqualTo("{}");
        assertThat(made.text("jsonString")).contains("client_credentials password refresh_token");
        assertThat(made.header("Cache-Control")).hasValue("no-store");
        assertThat(tokenStatus(made)).isEqualTo(200);
    }

    @Test
    void theSameNameAgainIsTheSameClientWithANewSecretBesideTheOldOne() {
        String body = "{\"clientName\":\"mine\",\"grantType\":\"client_credentials\"}";
        Answer first = http.postJson(REGISTER, body, bob.basic());
        Answer second = http.postJson(REGISTER, body, bob.basic());

        assertThat(second.text("clientId")).isEqualTo(first.text("clientId"));
        assertThat(second.text("clientSecret")).isNotEqualTo(first.text("clientSecret"));
        assertThat(tokenStatus(first)).isEqualTo(200);
        assertThat(tokenStatus(second)).isEqualTo(200);

        TestUser carol = TestUsers.user("carol", "Internal/subscriber");
        assertThat(http.postJson(REGISTER, body, carol.basic()).text("clientId"))
                .isNotEqualTo(first.text("clientId"));
    }

    @Test
    void oneselfIsTheOwnerUnlessAnAdministratorSaysOtherwise() {
        String body = "{\"clientName\":\"theirs\",\"owner\":\"%s\"}";

        assertThat(http.postJson(REGISTER, body.formatted("admin"), bob.basic()).status())
                .isEqualTo(400);
        assertThat(http.postJson(REGISTER, body.formatted(bob.name()), Http.admin())
                        .text("appOwner"))
                .isEqualTo(bob.name());
    }

    @Test
    void nobodyAndBadBodiesAreRefused() {
        assertThat(http.postJson(REGISTER, "{\"clientName\":\"x\"}").status()).isEqualTo(401);
        assertThat(http.postJson(REGISTER, "{\"grantType\":\"password\"}", bob.basic())
                        .status())
                .isEqualTo(400);
        assertThat(http.postJson(REGISTER, "{\"clientName\":", bob.basic()).status())
                .isEqualTo(400);
        assertThat(http.postForm(REGISTER, List.of("clientName", "x"), bob.basic())
                        .status())
                .isEqualTo(415);
        TestUser nobody = TestUsers.user("nobody");
        assertThat(http.postJson(REGISTER, "{\"clientName\":\"x\"}", nobody.basic())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aRegisteredClientActsForItsOwnerAsFarAsTheOwnersRolesReach() {
        Answer made = http.postJson(
                REGISTER, "{\"clientName\":\"machine\",\"grantType\":\"client_credentials\"}", bob.basic());

        Answer token = http.postForm(
                "/oauth2/token",
                List.of("grant_type", "client_credentials", "scope", "apim:subscribe apim:admin"),
                Http.basic(made.text("clientId"), made.text("clientSecret")));

        assertThat(token.text("scope")).isEqualTo("apim:subscribe");
        assertThat(http.get("/scim2/Me", Http.bearer(token.text("access_token")))
                        .text("userName"))
                .isEqualTo(bob.name());
    }

    private int tokenStatus(Answer client) {
        return http.postForm(
                        "/oauth2/token",
                        List.of("grant_type", "client_credentials"),
                        Http.basic(client.text("clientId"), client.text("clientSecret")))
                .status();
    }
}
