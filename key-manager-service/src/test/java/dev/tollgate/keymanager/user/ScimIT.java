package dev.tollgate.keymanager.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.RunningKeyManager;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.keymanager.TestUsers.TestUser;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScimIT {

    private final Http http = Http.atKeyManager();

    @Test
    void theFirstAdministratorHasEveryRole() {
        Answer me = http.get("/scim2/Me", Http.admin());

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("roles").findValuesAsString("value"))
                .contains("admin", "Internal/creator", "Internal/publisher", "Internal/subscriber");
    }

    @Test
    void aUserIsMadeWithRolesFoundByNameChangedAndDeleted() {
        TestUser alice = TestUsers.user("alice", "Internal/creator", "Internal/publisher");
        Answer found = http.get("/scim2/Users?filter=userName+eq+%22" + alice.name() + "%22", Http.admin());
        assertThat(found.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("application/scim+json"));
        assertThat(found.json().path("totalResults").asInt()).isEqualTo(1);
        assertThat(found.json().at("/Resources/0/id").asString()).isEqualTo(alice.id());
        assertThat(found.json().at("/Resources/0/roles").findValuesAsString("value"))
                .containsExactly("Internal/creator", "Internal/publisher");

        Answer changed = http.patchJson("/scim2/Users/" + alice.id(), """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
             {"op":"add","path":"roles","value":[{"value":"Internal/subscriber"}]},
             {"op":"remove","path":"roles[value eq \\"Internal/creator\\"]"},
             {"op":"replace","value":{"name":{"givenName":"Alice"},"emails":["alice@example.org"]}}]}\
            """, Http.admin());
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().path("roles").findValuesAsString("value"))
                .containsExactly("Internal/publisher", "Internal/subscriber");
        assertThat(changed.json().at("/name/givenName").asString()).isEqualTo("Alice");
        assertThat(changed.json().at("/emails/0/value").asString()).isEqualTo("alice@example.org");

        assertThat(http.delete("/scim2/Users/" + alice.id(), Http.admin()).status())
                .isEqualTo(204);
        assertThat(http.get("/scim2/Users/" + alice.id(), Http.admin()).status())
                .isEqualTo(404);
        assertThat(http.get("/scim2/Me", alice.basic()).status()).isEqualTo(401);
    }

    @Test
    void theNameOfADeletedUserIsNotGivenAgain() {
        TestUser dora = TestUsers.user("dora", "Internal/subscriber");
        assertThat(http.delete("/scim2/Users/" + dora.id(), Http.admin()).status())
                .isEqualTo(204);
        String again = dora.name().toUpperCase(java.util.Locale.ROOT);

        Answer registered = http.postJson(
                "/api/identity/user/v1.0/me",
                "{\"user\":{\"username\":\"%s\",\"password\":\"a-good-password\",\"claims\":[]},\"properties\":[]}"
                        .formatted(again));
        assertThat(registered.status()).as(registered.body()).isEqualTo(409);
        Answer made = http.postJson(
                "/scim2/Users", "{\"userName\":\"%s\",\"password\":\"long-enough\"}".formatted(again), Http.admin());
        assertThat(made.status()).as(made.body()).isEqualTo(409);
        assertThat(made.text("detail")).contains("deleted");
        assertThat(http.get("/scim2/Me", Http.basic(again, "a-good-password")).status())
                .isEqualTo(401);
    }

    @Test
    void rolesAreMadeAndGetMembersByPatch() {
        TestUser bob = TestUsers.user("bob");
        String name = "team-" + UUID.randomUUID();
        Answer made = http.postJson("/scim2/Roles", "{\"displayName\":\"" + name + "\"}", Http.admin());
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String role = "/scim2/Roles/" + made.text("id");

        http.patchJson(role, """
            {"Operations":[{"op":"add","path":"users","value":[{"value":"%s"}]}]}\
            """.formatted(bob.id()), Http.admin());
        assertThat(rolesOf(bob)).containsExactly(name);
        assertThat(http.get("/scim2/Groups?filter=displayName+eq+%22" + name + "%22", Http.admin())
                        .json()
                        .path("totalResults")
                        .asInt())
                .isEqualTo(1);

        assertThat(http.delete(role, Http.admin()).status()).isEqualTo(204);
        assertThat(rolesOf(bob)).isEmpty();
    }

    @Test
    void onlyAnAdministratorMayManageUsers() {
        TestUser bob = TestUsers.user("bob", "Internal/subscriber");

        Answer forbidden = http.get("/scim2/Users", bob.basic());
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.text("status")).isEqualTo("403");
        assertThat(http.get("/scim2/Users").status()).isEqualTo(401);
        assertThat(http.postJson("/scim2/Users", "{}", bob.basic()).status()).isEqualTo(403);
        assertThat(http.get("/scim2/Users", Http.basic(bob.name(), "wrong")).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userName\":\"a:b\",\"password\":\"long-enough\"}",
                "{\"userName\":\"../etc\",\"password\":\"long-enough\"}",
                "{\"userName\":\"someone\",\"password\":\"abc\"}",
                "{\"userName\":\"someone\"}",
                "{\"userName\":\"someone\",\"password\":\"long-enough\",\"roles\":[{\"value\":\"no such role\"}]}"
            })
    void aBadUserIsRefusedInScimsWords(String body) {
        Answer refused = http.postJson("/scim2/Users", body, Http.admin());

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().at("/schemas/0").asString()).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(refused.text("detail")).isNotBlank();
    }

    @Test
    void malformedJsonAndATakenNameAreRefused() {
        TestUser bob = TestUsers.user("bob");

        assertThat(http.postJson("/scim2/Users", "{\"userName\":", Http.admin()).status())
                .isEqualTo(400);
        Answer taken = http.postJson(
                "/scim2/Users",
                "{\"userName\":\"%s\",\"password\":\"long-enough\"}"
                        .formatted(bob.name().toUpperCase(java.util.Locale.ROOT)),
                Http.admin());
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("scimType")).isEqualTo("uniqueness");
    }

    @Test
    void theLastAdministratorStays() {
        String id = http.get("/scim2/Me", Http.admin()).text("id");

        Answer disabled = http.patchJson(
                "/scim2/Users/" + id,
                "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}",
                Http.admin());

        assertThat(disabled.status()).isEqualTo(409);
        assertThat(http.delete("/scim2/Users/" + id, Http.admin()).status()).isEqualTo(409);
        assertThat(http.get("/scim2/Me", Http.admin()).status()).isEqualTo(200);
    }

    @Test
    void whoeverRegistersMaySubscribeAndNoMore() {
        String name = "carol-" + UUID.randomUUID();
        String body = """
            {"user":{"username":"%s","password":"a-good-password","claims":[
              {"uri":"http://wso2.org/claims/emailaddress","value":"carol@example.org"}]},"properties":[]}\
            """.formatted(name);

        assertThat(http.postJson("/api/identity/user/v1.0/me", body).status()).isEqualTo(201);

        Answer me = http.get("/scim2/Me", Http.basic(name, "a-good-password"));
        assertThat(me.json().path("roles").findValuesAsString("value")).containsExactly("Internal/subscriber");
        assertThat(me.json().at("/emails/0/value").asString()).isEqualTo("carol@example.org");
        assertThat(http.postJson("/api/identity/user/v1.0/me", body).status()).isEqualTo(409);
        assertThat(http.postJson("/api/identity/user/v1.0/me", "{\"user\":{}}").status())
                .isEqualTo(400);
    }

    @Test
    void disablingAUserEndsTheUsersTokensAndANewPasswordDoesTheSame() {
        TestUser bob = TestUsers.user("bob", "Internal/subscriber");
        for (String tokenType : List.of("JWT", "OAUTH")) {
            TestClient client = TestUsers.client(bob, "password refresh_token", tokenType);
            Answer tokens = token(client, bob, TestUsers.PASSWORD);
            assertThat(me(tokens).status()).isEqualTo(200);

            patch(bob, "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}");
            assertThat(me(tokens).status()).isEqualTo(401);
            assertThat(token(client, bob, TestUsers.PASSWORD).text("error")).isEqualTo("invalid_grant");

            patch(bob, "{\"op\":\"replace\",\"path\":\"active\",\"value\":true}");
            assertThat(me(tokens).status()).isEqualTo(401);
            assertThat(http.postForm(
                                    "/oauth2/token",
                                    List.of(
                                            "grant_type",
                                            "refresh_token",
                                            "refresh_token",
                                            tokens.text("refresh_token")),
                                    client.basic())
                            .status())
                    .isEqualTo(400);
            Answer fresh = token(client, bob, TestUsers.PASSWORD);
            assertThat(me(fresh).status()).isEqualTo(200);

            patch(bob, "{\"op\":\"replace\",\"path\":\"password\",\"value\":\"another-password\"}");
            assertThat(me(fresh).status()).isEqualTo(401);
            assertThat(me(token(client, bob, "another-password")).status()).isEqualTo(200);
            patch(bob, "{\"op\":\"replace\",\"path\":\"password\",\"value\":\"" + TestUsers.PASSWORD + "\"}");
        }
    }

    @Test
    void theManagementEndpointsAreNotOnThePublicPort() {
        assertThat(http.get("/actuator/health").status()).isEqualTo(404);
        Http management = new Http("http://127.0.0.1:" + RunningKeyManager.get().managementPort());
        assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private void patch(TestUser user, String operation) {
        Answer changed =
                http.patchJson("/scim2/Users/" + user.id(), "{\"Operations\":[" + operation + "]}", Http.admin());
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    }

    private Answer token(TestClient client, TestUser user, String password) {
        return http.postForm(
                "/oauth2/token",
                List.of("grant_type", "password", "username", user.name(), "password", password),
                client.basic());
    }

    private Answer me(Answer tokens) {
        return http.get("/scim2/Me", Http.bearer(tokens.text("access_token")));
    }

    private List<String> rolesOf(TestUser user) {
        return http.get("/scim2/Users/" + user.id(), Http.admin())
                .json()
                .path("roles")
                .findValuesAsString("value");
    }
}
