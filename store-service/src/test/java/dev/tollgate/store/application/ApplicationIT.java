package dev.tollgate.store.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApplicationIT {

    private static final RunningStore STORE = RunningStore.get();

    @Test
    void anApplicationIsCreatedReadChangedAndDeleted() {
        var created = STORE.post(
                "bob",
                "/applications",
                Map.of(
                        "name",
                        "Walk",
                        "throttlingPolicy",
                        "10PerMin",
                        "description",
                        "d",
                        "attributes",
                        Map.of("team", "x")));
        assertThat(created.status()).isEqualTo(201);
        String id = created.text("/applicationId");
        assertThat(created.raw().headers().firstValue("Location")).hasValue("/api/am/devportal/v3/applications/" + id);
        assertThat(created.text("/owner")).isEqualTo("bob");
        assertThat(created.text("/status")).isEqualTo("APPROVED");
        assertThat(created.text("/tokenType")).isEqualTo("JWT");
        assertThat(created.text("/attributes/team")).isEqualTo("x");

        var read = STORE.get("bob", "/applications/" + id);
        assertThat(read.body()).isEqualTo(created.body());
        assertThat(read.etag()).isEqualTo(created.etag());

        var changed = STORE.put("bob", "/applications/" + id, Map.of("name", "Run", "throttlingPolicy", "Unlimited"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/name")).isEqualTo("Run");
        assertThat(changed.text("/throttlingPolicy")).isEqualTo("Unlimited");
        assertThat(changed.etag()).isNotEqualTo(read.etag());

        assertThat(STORE.delete("bob", "/applications/" + id).status()).isEqualTo(200);
        assertThat(STORE.get("bob", "/applications/" + id).status()).isEqualTo(404);
    }

    @Test
    void everyChangeWritesItsEventInOrder() {
        long before = sequence();
        String id = STORE.application("eve");
        STORE.put("eve", "/applications/" + id, Map.of("name", "renamed-" + id, "throttlingPolicy", "10PerMin"));
        STORE.delete("eve", "/applications/" + id);

        OthersViews.readAs(
                "key-manager",
                database -> assertThat(database.sql(
                                        "SELECT key FROM subscriptions.outbox_v1 WHERE sequence > ? AND key = ? ORDER"
                                                + " BY sequence")
                                .params(before, "application/" + id)
                                .query(String.class)
                                .list())
                        .hasSize(3));
    }

    @Test
    void anothersApplicationIsAsAbsentAsOneThatNeverWas() {
        String id = STORE.application("bob");
        String absent = UUID.randomUUID().toString();
        var body = Map.of("name", "stolen", "throttlingPolicy", "10PerMin");

        assertThat(STORE.get("carol", "/applications/" + id).status()).isEqualTo(404);
        assertThat(STORE.get("carol", "/applications/" + id).bytes())
                .isEqualTo(STORE.get("carol", "/applications/" + absent).bytes());
        assertThat(STORE.put("carol", "/applications/" + id, body).bytes())
                .isEqualTo(STORE.put("carol", "/applications/" + absent, body).bytes());
        assertThat(STORE.delete("carol", "/applications/" + id).bytes())
                .isEqualTo(STORE.delete("carol", "/applications/" + absent).bytes());
        assertThat(STORE.get("carol", "/applications/not-an-id").bytes())
                .isEqualTo(STORE.get("carol", "/applications/" + absent).bytes());
        assertThat(STORE.get("bob", "/applications/" + id).status()).isEqualTo(200);
    }

    @Test
    void ownerAndStatusCannotBeSent() {
        var created = STORE.post(
                "bob",
                "/applications",
                Map.of(
                        "name", "mine-" + System.nanoTime(),
                        "throttlingPolicy", "10PerMin",
                        "owner", "carol",
                        "status", "REJECTED",
                        "tier", "Unlimited",
                        "roles", List.of("admin")));
        assertThat(created.status()).isEqualTo(201);
        var read = STORE.get("bob", "/applications/" + created.text("/applicationId"));
        assertThat(read.text("/owner")).isEqualTo("bob");
        assertThat(read.text("/status")).isEqualTo("APPROVED");
        assertThat(read.text("/throttlingPolicy")).isEqualTo("10PerMin");
    }

    @Test
    void aNameIsUniqueForItsOwnerAlone() {
        String name = "unique-" + System.nanoTime();
        var body = Map.of("name", name, "throttlingPolicy", "10PerMin");
        assertThat(STORE.post("bob", "/applications", body).status()).isEqualTo(201);
        var again = STORE.post("bob", "/applications", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("902001");
        assertThat(STORE.post("carol", "/applications", body).status()).isEqualTo(201);
        String other = STORE.application("bob");
        assertThat(STORE.put("bob", "/applications/" + other, body).status()).isEqualTo(409);
        assertThat(STORE.get("bob", "/applications?query=" + name).text("/count"))
                .isEqualTo("1");
    }

    @Test
    void badInputIsRefusedAndNothingIsStored() {
        long before = sequence();
        assertThat(STORE.post("bob", "/applications", "{\"name\":").status()).isEqualTo(400);
        assertThat(STORE.post("bob", "/applications", "[]").status()).isEqualTo(400);
        assertThat(STORE.post("bob", "/applications", Map.of("throttlingPolicy", "10PerMin"))
                        .status())
                .isEqualTo(400);
        assertThat(STORE.post("bob", "/applications", Map.of("name", "x".repeat(101), "throttlingPolicy", "10PerMin"))
                        .status())
                .isEqualTo(400);
        assertThat(STORE.post("bob", "/applications", Map.of("name", "n\u0000ul", "throttlingPolicy", "10PerMin"))
                        .status())
                .isEqualTo(400);
        assertThat(STORE.post("bob", "/applications", Map.of("name", "no policy", "throttlingPolicy", "Nonesuch"))
                        .text("/code"))
                .isEqualTo("902004");
        assertThat(STORE.post("bob", "/applications", Map.of("name", "a tier", "throttlingPolicy", "Gold"))
                        .status())
                .isEqualTo(400);
        assertThat(STORE.post(
                                "bob",
                                "/applications",
                                Map.of("name", "shared", "throttlingPolicy", "10PerMin", "groups", List.of("g")))
                        .text("/code"))
                .isEqualTo("902011");
        assertThat(STORE.send(
                                "bob",
                                "POST",
                                "/applications",
                                "name=x",
                                Map.of("Content-Type", "application/x-www-form-urlencoded"))
                        .status())
                .isEqualTo(415);
        assertThat(sequence()).isEqualTo(before);
    }

    @Test
    void listsHavePagesOrderAndExactNames() {
        for (String name : List.of("b", "a", "c")) {
            STORE.post("lister", "/applications", Map.of("name", name, "throttlingPolicy", "10PerMin"));
        }
        var page = STORE.get("lister", "/applications?limit=2&offset=0&sortBy=name&sortOrder=desc");
        assertThat(page.text("/count")).isEqualTo("2");
        assertThat(page.text("/list/0/name")).isEqualTo("c");
        assertThat(page.text("/pagination/total")).isEqualTo("3");
        assertThat(page.text("/pagination/next")).contains("offset=2").contains("sortOrder=desc");
        assertThat(STORE.get("lister", "/applications?query=b").text("/list/0/name"))
                .isEqualTo("b");
        assertThat(STORE.get("lister", "/applications?limit=-1").status()).isEqualTo(400);
        assertThat(STORE.get("lister", "/applications?limit=abc").status()).isEqualTo(400);
        assertThat(STORE.get("lister", "/applications?sortBy=owner").status()).isEqualTo(400);
        assertThat(STORE.get("stranger", "/applications").text("/pagination/total"))
                .isEqualTo("0");
    }

    @Test
    void aChangeBasedOnAnOldReadingIsRefused() {
        String id = STORE.application("bob");
        String etag = STORE.get("bob", "/applications/" + id).etag();
        var body = Map.of("name", "renamed-" + id, "throttlingPolicy", "10PerMin");
        assertThat(STORE.send("bob", "PUT", "/applications/" + id, body, Map.of("If-Match", etag))
                        .status())
                .isEqualTo(200);
        assertThat(STORE.send("bob", "PUT", "/applications/" + id, body, Map.of("If-Match", etag))
                        .status())
                .isEqualTo(412);
        assertThat(STORE.send("bob", "DELETE", "/applications/" + id, null, Map.of("If-Match", etag))
                        .status())
                .isEqualTo(412);
        String now = STORE.get("bob", "/applications/" + id).etag();
        assertThat(STORE.send("bob", "GET", "/applications/" + id, null, Map.of("If-None-Match", now))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void onlySubscribersMayCall() {
        assertThat(STORE.get("", "/applications").status()).isEqualTo(401);
        assertThat(STORE.get("nobody", "/applications").status()).isEqualTo(403);
        assertThat(STORE.send("", "GET", "/applications", null, Map.of("Authorization", "Bearer client"))
                        .status())
                .isEqualTo(403);
        assertThat(STORE.send("", "GET", "/applications", null, Map.of("Authorization", "Bearer forged"))
                        .status())
                .isEqualTo(401);
    }

    private static long sequence() {
        var found = new long[1];
        OthersViews.with(
                "store",
                database -> found[0] = database.sql("SELECT sequence FROM subscriptions.outbox_position_v1")
                        .query(Long.class)
                        .single());
        return found[0];
    }
}
