package dev.tollgate.store.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.contract.credential.Client;
import dev.tollgate.store.testing.RunningStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdminApplicationIT {

    private static final RunningStore STORE = RunningStore.get();

    @Test
    void administratorsListEverybodysApplicationsAndNobodyElseDoes() {
        String id = STORE.application("bob");
        String name = STORE.get("bob", "/applications/" + id).text("/name");
        var found = STORE.admin("admin", "GET", "/applications?name=" + name.substring(2) + "&user=BOB", null);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("/pagination/total")).isEqualTo("1");
        assertThat(found.text("/list/0/applicationId")).isEqualTo(id);
        assertThat(found.text("/list/0/owner")).isEqualTo("bob");
        assertThat(STORE.admin("admin", "GET", "/applications?name=" + name + "&user=carol", null)
                        .text("/count"))
                .isEqualTo("0");
        assertThat(STORE.admin("admin", "GET", "/applications?sortBy=secret", null)
                        .status())
                .isEqualTo(400);
        var detail = STORE.admin("admin", "GET", "/applications/" + id, null);
        assertThat(detail.text("/throttlingPolicy")).isEqualTo("10PerMin");
        assertThat(detail.text("/subscriptionCount")).isEqualTo("0");

        for (var request : List.of(
                List.of("GET", "/applications"),
                List.of("GET", "/applications/" + id),
                List.of("DELETE", "/applications/" + id),
                List.of("POST", "/applications/" + id + "/block"),
                List.of("POST", "/applications/" + id + "/unblock"),
                List.of("POST", "/applications/" + id + "/change-owner?owner=carol"),
                List.of("POST", "/applications/" + id + "/change-settings"))) {
            Object body = request.get(1).endsWith("settings") ? Map.of("owner", "carol") : null;
            assertThat(STORE.admin("bob", request.get(0), request.get(1), body).status())
                    .as(request.toString())
                    .isEqualTo(403);
            assertThat(STORE.admin("", request.get(0), request.get(1), body).status())
                    .as(request.toString())
                    .isEqualTo(401);
        }
        assertThat(STORE.get("bob", "/applications/" + id).text("/owner")).isEqualTo("bob");
    }

    @Test
    void aBlockIsSeenByTheOwnerAndToldToTheGatewaysAndTheOwnerCannotLiftIt() {
        String id = STORE.application("bob");
        int before = STORE.events("application/" + id);
        assertThat(STORE.admin("admin", "POST", "/applications/" + id + "/block", null)
                        .text("/blocked"))
                .isEqualTo("true");
        assertThat(STORE.events("application/" + id)).isEqualTo(before + 1);
        var blocked = STORE.get("bob", "/applications/" + id);
        assertThat(blocked.text("/blocked")).isEqualTo("true");
        assertThat(STORE.put(
                                "bob",
                                "/applications/" + id,
                                Map.of("name", blocked.text("/name"), "throttlingPolicy", "10PerMin", "blocked", false))
                        .text("/blocked"))
                .isEqualTo("true");
        assertThat(STORE.admin("admin", "POST", "/applications/" + id + "/unblock", null)
                        .text("/blocked"))
                .isEqualTo("false");
        assertThat(STORE.admin("admin", "POST", "/applications/" + UUID.randomUUID() + "/block", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anotherOwnerTakesOverWithItsClients() {
        String id = STORE.application("bob");
        STORE.post(
                "bob",
                "/applications/" + id + "/generate-keys",
                Map.of("keyType", "PRODUCTION", "grantTypesToBeSupported", List.of("client_credentials")));
        assertThat(STORE.admin("admin", "POST", "/applications/" + id + "/change-owner?owner=nobody-there", null)
                        .status())
                .isEqualTo(400);
        assertThat(STORE.admin("admin", "POST", "/applications/" + id + "/change-owner?owner=gone", null)
                        .status())
                .isEqualTo(400);
        assertThat(STORE.admin("admin", "POST", "/applications/" + id + "/change-owner?owner=CAROL", null)
                        .status())
                .isEqualTo(200);
        assertThat(STORE.get("bob", "/applications/" + id).status()).isEqualTo(404);
        assertThat(STORE.get("carol", "/applications/" + id).text("/owner")).isEqualTo("carol");
        assertThat(STORE.keyManager.clientsOf(id)).extracting(Client::getOwner).containsExactly("carol");

        var settled = STORE.admin(
                "admin",
                "POST",
                "/applications/" + id + "/change-settings",
                Map.of("owner", "bob", "tokenType", "OAUTH"));
        assertThat(settled.text("/owner")).isEqualTo("bob");
        assertThat(settled.text("/tokenType")).isEqualTo("OAUTH");
        assertThat(STORE.keyManager.clientsOf(id))
                .allMatch(
                        client -> client.getOpaqueTokens() && client.getOwner().equals("bob"));
        assertThat(STORE.admin("admin", "POST", "/applications/" + id + "/change-settings", Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anApplicationIsNotGivenToSomebodyWhoHasOneOfItsName() {
        String id = STORE.application("bob");
        String name = STORE.get("bob", "/applications/" + id).text("/name");
        STORE.post("carol", "/applications", Map.of("name", name, "throttlingPolicy", "10PerMin"));
        var refused = STORE.admin("admin", "POST", "/applications/" + id + "/change-owner?owner=carol", null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("902001");
        assertThat(STORE.get("bob", "/applications/" + id).status()).isEqualTo(200);
    }

    @Test
    void anAdministratorDeletesAnybodysApplication() {
        String id = STORE.application("bob");
        assertThat(STORE.admin("admin", "DELETE", "/applications/" + id, null).status())
                .isEqualTo(200);
        assertThat(STORE.get("bob", "/applications/" + id).status()).isEqualTo(404);
        assertThat(STORE.admin("admin", "DELETE", "/applications/" + id, null).status())
                .isEqualTo(404);
    }
}
