package dev.tollgate.store.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import dev.tollgate.store.testing.SmallKeyManager.Mood;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyIT {

    private static final RunningStore STORE = RunningStore.get();
    private static final Map<String, Object> WISH =
            Map.of("keyType", "PRODUCTION", "grantTypesToBeSupported", List.of("client_credentials", "password"));

    @AfterEach
    void keyManagerIsWellAgain() {
        STORE.keyManager.mood = Mood.WELL;
    }

    @Test
    void keysAreGeneratedWithASecretShownOnceAndATokenCanBeHad() {
        String id = STORE.application("bob");
        UUID api = OthersViews.api("Keys" + System.nanoTime());
        STORE.post("bob", "/subscriptions", Map.of("applicationId", id, "apiId", api, "throttlingPolicy", "Gold"));

        var made = STORE.post("bob", "/applications/" + id + "/generate-keys", WISH);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.raw().headers().firstValue("Cache-Control")).hasValue("no-store");
        String secret = made.text("/consumerSecret");
        String mapping = made.text("/keyMappingId");
        assertThat(secret).startsWith("cs-");
        assertThat(made.text("/keyState")).isEqualTo("APPROVED");
        assertThat(made.text("/keyManager")).isEqualTo("Resident Key Manager");
        assertThat(made.text("/token/accessToken")).startsWith("at-");
        assertThat(STORE.keyManager.clientsOf(id).getFirst().getOwner()).isEqualTo("bob");

        String keys = "/applications/" + id + "/oauth-keys";
        var list = STORE.get("bob", keys);
        assertThat(list.text("/count")).isEqualTo("1");
        assertThat(list.raw().body()).doesNotContain(secret);
        assertThat(list.text("/list/0/supportedGrantTypes/1")).isEqualTo("password");

        var token = STORE.post(
                "bob",
                keys + "/" + mapping + "/generate-token",
                Map.of("consumerSecret", secret, "validityPeriod", 600, "scopes", List.of("a")));
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.text("/accessToken")).startsWith("at-");
        assertThat(token.text("/validityTime")).isEqualTo("600");
        assertThat(token.text("/tokenScopes/0")).isEqualTo("a");
        assertThat(token.text("/curl"))
                .startsWith("curl -H 'Authorization: Bearer at-")
                .endsWith("/1.0.0/pets'")
                .contains("http://localhost:8280/keys");
        assertThat(STORE.post("bob", keys + "/" + mapping + "/generate-token", Map.of("consumerSecret", "wrong"))
                        .text("/code"))
                .isEqualTo("902008");
        assertThat(STORE.post(
                                "bob",
                                keys + "/" + mapping + "/generate-token",
                                Map.of("revokeToken", token.text("/accessToken")))
                        .status())
                .isEqualTo(200);
        assertThat(STORE.keyManager.revokedTokens).contains(token.text("/accessToken"));
        assertThat(STORE.get("bob", "/applications/" + id).text("/keys/0/consumerKey"))
                .isEqualTo(made.text("/consumerKey"));
        OthersViews.with(
                "store",
                database -> assertThat(
                                database.sql("SELECT application_keys::text FROM subscriptions.application_keys WHERE"
                                                + " application_id = ?::uuid")
                                        .param(id)
                                        .query(String.class)
                                        .single())
                        .doesNotContain(secret));
    }

    @Test
    void secretsAreRegeneratedAddedListedAndRevoked() {
        String id = STORE.application("bob");
        var made = STORE.post("bob", "/applications/" + id + "/generate-keys", WISH);
        String key = "/applications/" + id + "/oauth-keys/" + made.text("/keyMappingId");

        var regenerated = STORE.post("bob", key + "/regenerate-secret", "");
        assertThat(regenerated.status()).isEqualTo(200);
        assertThat(regenerated.text("/consumerSecret")).isNotEqualTo(made.text("/consumerSecret"));
        var added = STORE.post(
                "bob",
                key + "/generate-secret",
                Map.of("additionalProperties", Map.of("expiresIn", 60, "description", "second")));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.text("/secretValue")).startsWith("cs-");
        var list = STORE.get("bob", key + "/secrets");
        assertThat(list.text("/count")).isEqualTo("2");
        assertThat(list.raw().body()).doesNotContain("secretValue");
        assertThat(STORE.post("bob", key + "/revoke-secret", Map.of("secretId", added.text("/secretId")))
                        .status())
                .isEqualTo(204);
        assertThat(STORE.get("bob", key + "/secrets").text("/count")).isEqualTo("1");
        assertThat(STORE.post("bob", key + "/revoke-secret", Map.of("secretId", "none"))
                        .status())
                .isEqualTo(404);
        var changed = STORE.put(
                "bob",
                key,
                Map.of("supportedGrantTypes", List.of("client_credentials"), "callbackUrl", "https://app.example/cb"));
        assertThat(changed.text("/callbackUrl")).isEqualTo("https://app.example/cb");
        assertThat(changed.text("/supportedGrantTypes/0")).isEqualTo("client_credentials");
        assertThat(STORE.get("bob", "/applications/" + id + "/keys/PRODUCTION").text("/keyMappingId"))
                .isEqualTo(made.text("/keyMappingId"));
        assertThat(STORE.delete("bob", key).status()).isEqualTo(200);
        assertThat(STORE.keyManager.clientsOf(id)).isEmpty();
        assertThat(STORE.get("bob", key).status()).isEqualTo(404);
        assertThat(STORE.post("bob", "/applications/" + id + "/generate-keys", WISH)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyOneOfManyGenerationsAtOnceSucceedsAndItsSecretIsGood() throws Exception {
        String id = STORE.application("bob");
        List<Callable<RunningStore.Answer>> tries = java.util.Collections.nCopies(
                8, () -> STORE.post("bob", "/applications/" + id + "/generate-keys", WISH));
        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = threads.invokeAll(tries).stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(7);
            String secret = answers.stream()
                    .filter(answer -> answer.status() == 200)
                    .findFirst()
                    .orElseThrow()
                    .text("/consumerSecret");
            assertThat(STORE.keyManager.secrets.values())
                    .anyMatch(known -> known.getValue().equals(secret));
        }
        assertThat(STORE.keyManager.clientsOf(id)).hasSize(1);
    }

    @Test
    void aGenerationBrokenOffAfterTheClientWasMadeIsCompletedByTheNext() {
        String id = STORE.application("bob");
        STORE.keyManager.mood = Mood.MUTE;
        assertThat(STORE.post("bob", "/applications/" + id + "/generate-keys", WISH)
                        .status())
                .isEqualTo(503);
        assertThat(STORE.keyManager.clientsOf(id)).hasSize(1);
        STORE.keyManager.mood = Mood.WELL;
        var waiting = STORE.get("bob", "/applications/" + id + "/oauth-keys");
        assertThat(waiting.text("/list/0/keyState")).isEqualTo("CREATED");
        assertThat(waiting.raw().body()).doesNotContain("consumerKey");

        var made = STORE.post("bob", "/applications/" + id + "/generate-keys", WISH);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("/keyMappingId")).isEqualTo(waiting.text("/list/0/keyMappingId"));
        assertThat(STORE.keyManager.clientsOf(id)).hasSize(1);
        assertThat(STORE.keyManager.secrets.values())
                .anyMatch(known -> known.getValue().equals(made.text("/consumerSecret")));
    }

    @Test
    void cleanUpRemovesWhatABrokenOffGenerationLeft() {
        String id = STORE.application("bob");
        STORE.keyManager.mood = Mood.MUTE;
        STORE.post("bob", "/applications/" + id + "/generate-keys", WISH);
        STORE.keyManager.mood = Mood.WELL;
        String mapping = STORE.get("bob", "/applications/" + id + "/oauth-keys").text("/list/0/keyMappingId");
        String key = "/applications/" + id + "/oauth-keys/" + mapping;
        assertThat(STORE.post("bob", key + "/generate-token", Map.of()).text("/code"))
                .isEqualTo("902007");
        assertThat(STORE.post("bob", key + "/clean-up", "").status()).isEqualTo(200);
        assertThat(STORE.keyManager.clientsOf(id)).isEmpty();
        assertThat(STORE.get("bob", "/applications/" + id + "/oauth-keys").text("/count"))
                .isEqualTo("0");
    }

    @Test
    void deletingAnApplicationDeletesItsClientsAndApiKeysEvenLater() {
        String id = STORE.application("bob");
        STORE.post("bob", "/applications/" + id + "/generate-keys", WISH);
        STORE.post("bob", "/applications/" + id + "/api-keys/PRODUCTION/generate", Map.of("keyName", "k"));
        STORE.keyManager.mood = Mood.AWAY;
        assertThat(STORE.delete("bob", "/applications/" + id).status()).isEqualTo(200);
        assertThat(STORE.keyManager.clientsOf(id)).hasSize(1);
        OthersViews.with(
                "store",
                database -> database.sql(
                                "UPDATE subscriptions.application_keys SET claimed_until = now() WHERE application_id"
                                        + " = ?::uuid")
                        .param(id)
                        .update());
        STORE.keyManager.mood = Mood.WELL;
        await().atMost(java.time.Duration.ofSeconds(45)).untilAsserted(() -> {
            assertThat(STORE.keyManager.clientsOf(id)).isEmpty();
            assertThat(STORE.keyManager.apiKeys.values())
                    .noneMatch(key -> key.getApplicationId().equals(id));
        });
    }

    @Test
    void apiKeysAreGeneratedListedAndRevoked() {
        String id = STORE.application("bob");
        String keys = "/applications/" + id + "/api-keys/SANDBOX";
        var made = STORE.post("bob", keys + "/generate", Map.of("keyName", "ci", "validityPeriod", 3600));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.text("/apikey")).startsWith("ak-");
        assertThat(made.text("/validityPeriod")).isEqualTo("3600");
        assertThat(made.text("/validityTime")).isEqualTo("3600");
        var list = STORE.get("bob", keys);
        assertThat(list.text("/count")).isEqualTo("1");
        assertThat(list.raw().body()).doesNotContain(made.text("/apikey"));
        assertThat(STORE.get("carol", keys).status()).isEqualTo(404);
        assertThat(STORE.post("carol", keys + "/revoke", Map.of("apikey", made.text("/apikey")))
                        .status())
                .isEqualTo(404);
        assertThat(STORE.post("bob", keys + "/revoke", Map.of("apikey", made.text("/apikey")))
                        .status())
                .isEqualTo(200);
        assertThat(STORE.get("bob", keys).text("/count")).isEqualTo("0");
        assertThat(STORE.post("bob", "/applications/" + id + "/api-keys/NONE/generate", Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anApiKeyIsRegeneratedUnderItsIdByItsOwnerAlone() {
        String keys = "/applications/" + STORE.application("bob") + "/api-keys/";
        String former = STORE.post("bob", keys + "PRODUCTION/generate", Map.of("keyName", "ci"))
                .text("/apikey");
        String id = STORE.get("bob", keys + "PRODUCTION").text("/list/0/keyUUID");
        var wish = Map.of("keyUUID", id);
        assertThat(STORE.post("carol", keys + "PRODUCTION/regenerate", wish).status())
                .isEqualTo(404);
        assertThat(STORE.post("bob", keys + "SANDBOX/regenerate", wish).status())
                .isEqualTo(404);
        assertThat(STORE.post("bob", keys + "PRODUCTION/regenerate", Map.of()).status())
                .isEqualTo(400);
        var renewed = STORE.post("bob", keys + "PRODUCTION/regenerate", wish);
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.text("/keyName")).isEqualTo("ci");
        assertThat(renewed.text("/apikey")).startsWith("ak-").isNotEqualTo(former);
        assertThat(renewed.raw().headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(STORE.get("bob", keys + "PRODUCTION").text("/list/0/keyUUID"))
                .isEqualTo(id);
    }

    @Test
    void whatTheKeyManagerRefusesIsRefusedAndLeavesNothing() {
        String id = STORE.application("bob");
        var refused = STORE.post(
                "bob",
                "/applications/" + id + "/generate-keys",
                Map.of(
                        "keyType", "SANDBOX",
                        "grantTypesToBeSupported", List.of("password"),
                        "callbackUrl", "https://app.example/refused"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/code")).isEqualTo("902009");
        assertThat(refused.text("/description")).contains("refused");
        assertThat(STORE.post(
                                "bob",
                                "/applications/" + id + "/generate-keys",
                                Map.of("keyType", "SANDBOX", "grantTypesToBeSupported", List.of("implicit")))
                        .text("/description"))
                .contains("client_credentials");
        assertThat(STORE.get("bob", "/applications/" + id + "/oauth-keys").text("/count"))
                .isEqualTo("0");
        assertThat(STORE.post("bob", "/applications/" + id + "/generate-keys", Map.of("keyType", "SANDBOX"))
                        .status())
                .isEqualTo(400);
        for (String callback : List.of("not a url", "/relative", "https://app.example/#fragment", "http:opaque")) {
            assertThat(STORE.post(
                                    "bob",
                                    "/applications/" + id + "/generate-keys",
                                    Map.of(
                                            "keyType",
                                            "SANDBOX",
                                            "grantTypesToBeSupported",
                                            List.of("password"),
                                            "callbackUrl",
                                            callback))
                            .status())
                    .isEqualTo(400);
        }
        assertThat(STORE.post("bob", "/applications/" + id + "/generate-keys", Map.of("keyType", "x"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anothersKeysAreAsAbsentAsNone() {
        String bobs = STORE.application("bob");
        String mapping = STORE.post("bob", "/applications/" + bobs + "/generate-keys", WISH)
                .text("/keyMappingId");
        String carols = STORE.application("carol");
        for (String path : List.of("", "/regenerate-secret", "/generate-token", "/clean-up")) {
            String verb = path.isEmpty() ? "GET" : "POST";
            String body = path.isEmpty() ? null : "{}";
            var foreign = STORE.send(
                    "carol", verb, "/applications/" + bobs + "/oauth-keys/" + mapping + path, body, Map.of());
            var absent = STORE.send(
                    "carol",
                    verb,
                    "/applications/" + UUID.randomUUID() + "/oauth-keys/" + UUID.randomUUID() + path,
                    body,
                    Map.of());
            assertThat(foreign.status()).isEqualTo(404);
            assertThat(foreign.bytes()).isEqualTo(absent.bytes());
            assertThat(STORE.send(
                                    "carol",
                                    verb,
                                    "/applications/" + carols + "/oauth-keys/" + mapping + path,
                                    body,
                                    Map.of())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void theTokenTypeOfAnApplicationReachesItsClients() {
        String id = STORE.application("bob");
        STORE.post("bob", "/applications/" + id + "/generate-keys", WISH);
        assertThat(STORE.keyManager.clientsOf(id).getFirst().getOpaqueTokens()).isFalse();
        STORE.put(
                "bob",
                "/applications/" + id,
                Map.of("name", "opaque-" + id, "throttlingPolicy", "10PerMin", "tokenType", "OAUTH"));
        assertThat(STORE.keyManager.clientsOf(id).getFirst().getOpaqueTokens()).isTrue();
    }
}
