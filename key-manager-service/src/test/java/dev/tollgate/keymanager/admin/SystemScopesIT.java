package dev.tollgate.keymanager.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestUser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SystemScopesIT {

    private static final String SCOPES = "/api/am/admin/v4/system-scopes";

    private final Http http = Http.atKeyManager();

    @Test
    void aScopeBoundToACustomRoleOpensWhatItOpens() {
        String role = "registrars-" + UUID.randomUUID();
        http.postJson("/scim2/Roles", "{\"displayName\":\"" + role + "\"}", Http.admin());
        TestUser dave = TestUsers.user("dave", role);
        assertThat(holds(dave, "apim:bl_view")).isEqualTo(404);

        Answer changed = http.putJson(
                SCOPES,
                "{\"count\":1,\"list\":[{\"name\":\"apim:bl_view\",\"roles\":[\"admin\",\"" + role + "\"]}]}",
                Http.admin());

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.json().path("count").asInt()).isGreaterThan(50);
        assertThat(holds(dave, "apim:bl_view")).isEqualTo(200);
        assertThat(http.head("/api/am/admin/v4/roles/" + encoded(role), Http.admin())
                        .status())
                .isEqualTo(200);
        assertThat(http.head("/api/am/admin/v4/roles/" + encoded("no such role"), Http.admin())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void administratorsCannotLockThemselvesOut() {
        assertThat(http.putJson(SCOPES, "{\"list\":[{\"name\":\"apim:admin\",\"roles\":[]}]}", Http.admin())
                        .status())
                .isEqualTo(400);
        assertThat(http.putJson(SCOPES, "{\"list\":[{\"name\":\"apim:nonesuch\",\"roles\":[]}]}", Http.admin())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void othersMayNotLook() {
        TestUser bob = TestUsers.user("bob", "Internal/subscriber");

        assertThat(http.get(SCOPES, bob.basic()).status()).isEqualTo(403);
        assertThat(http.get("/api/am/admin/v4/key-managers", bob.basic()).status())
                .isEqualTo(403);
        assertThat(http.get("/api/am/admin/v4/key-managers", Http.admin())
                        .json()
                        .at("/list/0/name")
                        .asString())
                .isEqualTo("Resident Key Manager");
    }

    private int holds(TestUser user, String scope) {
        return http.get(SCOPES + "/" + encoded(scope) + "?username=" + user.name(), Http.admin())
                .status();
    }

    private static String encoded(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }
}
