package dev.tollgate.store.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.contract.key.SubscriptionState;
import dev.tollgate.contract.subscription.BlockRequest;
import dev.tollgate.contract.subscription.ChangePlanRequest;
import dev.tollgate.contract.subscription.SubscriptionsGrpc;
import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubscriptionIT {

    private static final RunningStore STORE = RunningStore.get();

    @Test
    void anApplicationSubscribesChangesTierAndLeaves() {
        String application = STORE.application("bob");
        UUID api = OthersViews.api("Pets" + System.nanoTime());
        var made = STORE.post("bob", "/subscriptions", body(application, api, "Bronze"));
        assertThat(made.status()).isEqualTo(201);
        String id = made.text("/subscriptionId");
        assertThat(made.raw().headers().firstValue("Location")).hasValue("/api/am/devportal/v3/subscriptions/" + id);
        assertThat(made.text("/status")).isEqualTo("UNBLOCKED");
        assertThat(made.text("/apiInfo/id")).isEqualTo(api.toString());
        assertThat(made.text("/applicationInfo/subscriptionCount")).isEqualTo("1");
        assertThat(STORE.get("bob", "/subscriptions/" + id).body()).isEqualTo(made.body());
        assertThat(events(id)).isEqualTo(1);

        var changed = STORE.put(
                "bob",
                "/subscriptions/" + id,
                Map.of(
                        "applicationId", application,
                        "apiId", api,
                        "status", "UNBLOCKED",
                        "throttlingPolicy", "Bronze",
                        "requestedThrottlingPolicy", "Gold"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/throttlingPolicy")).isEqualTo("Gold");
        assertThat(events(id)).isEqualTo(2);
        OthersViews.readAs(
                "key-manager",
                database -> assertThat(database.sql("SELECT owner || ' ' || throttling_policy || ' ' || state FROM"
                                        + " subscriptions.subscriptions_v1 WHERE subscription_id = ?::uuid")
                                .param(id)
                                .query(String.class)
                                .single())
                        .isEqualTo("bob Gold UNBLOCKED"));

        assertThat(STORE.delete("bob", "/subscriptions/" + id).status()).isEqualTo(200);
        assertThat(STORE.get("bob", "/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(events(id)).isEqualTo(3);
    }

    @Test
    void onlyOfferedTiersAndPublishedVisibleApisTakeSubscriptions() {
        String application = STORE.application("bob");
        UUID api = OthersViews.api("Offers" + System.nanoTime());
        assertThat(STORE.post("bob", "/subscriptions", body(application, api, "Unlimited"))
                        .text("/code"))
                .isEqualTo("902003");
        assertThat(STORE.post("bob", "/subscriptions", body(application, api, "Staff"))
                        .text("/code"))
                .isEqualTo("902003");
        UUID blocked = OthersViews.api("Blocked" + System.nanoTime(), "BLOCKED", "PUBLIC", List.of());
        assertThat(STORE.post("bob", "/subscriptions", body(application, blocked, "Gold"))
                        .text("/code"))
                .isEqualTo("902005");
        UUID restricted = OthersViews.api("Hidden" + System.nanoTime(), "PUBLISHED", "RESTRICTED", List.of("staff"));
        assertThat(STORE.post("bob", "/subscriptions", body(application, restricted, "Gold"))
                        .bytes())
                .isEqualTo(STORE.post("bob", "/subscriptions", body(application, UUID.randomUUID(), "Gold"))
                        .bytes());
        assertThat(STORE.post("bob", "/subscriptions", Map.of("applicationId", application))
                        .status())
                .isEqualTo(400);
        assertThat(STORE.get("bob", "/subscriptions?applicationId=" + application)
                        .text("/count"))
                .isEqualTo("0");
        String staffs = STORE.application("staff");
        assertThat(STORE.post("staff", "/subscriptions", body(staffs, restricted, "Staff"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aSecondSubscriptionToTheSameApiIsAConflict() {
        String application = STORE.application("bob");
        UUID api = OthersViews.api("Twice" + System.nanoTime());
        assertThat(STORE.post("bob", "/subscriptions", body(application, api, "Gold"))
                        .status())
                .isEqualTo(201);
        var again = STORE.post("bob", "/subscriptions", body(application, api, "Bronze"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("902002");
    }

    @Test
    void severalSubscriptionsAreMadeTogetherOrNotAtAll() {
        String application = STORE.application("bob");
        UUID one = OthersViews.api("One" + System.nanoTime());
        UUID two = OthersViews.api("Two" + System.nanoTime());
        var refused = STORE.post(
                "bob",
                "/subscriptions/multiple",
                List.of(body(application, one, "Gold"), body(application, two, "Nonesuch")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(STORE.get("bob", "/subscriptions?applicationId=" + application)
                        .text("/count"))
                .isEqualTo("0");
        var made = STORE.post(
                "bob",
                "/subscriptions/multiple",
                List.of(body(application, one, "Gold"), body(application, two, "Bronze")));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body().size()).isEqualTo(2);
        assertThat(STORE.get("bob", "/applications/" + application).text("/subscriptionCount"))
                .isEqualTo("2");
        assertThat(STORE.get("bob", "/subscriptions?apiId=" + one + "&limit=1").text("/list/0/apiId"))
                .isEqualTo(one.toString());
        assertThat(STORE.get("bob", "/subscriptions").status()).isEqualTo(400);
    }

    @Test
    void anothersSubscriptionIsAsAbsentAsNone() {
        String application = STORE.application("bob");
        UUID api = OthersViews.api("Mine" + System.nanoTime());
        String id = STORE.post("bob", "/subscriptions", body(application, api, "Gold"))
                .text("/subscriptionId");
        String absent = UUID.randomUUID().toString();
        assertThat(STORE.get("carol", "/subscriptions/" + id).bytes())
                .isEqualTo(STORE.get("carol", "/subscriptions/" + absent).bytes());
        assertThat(STORE.put("carol", "/subscriptions/" + id, body(application, api, "Bronze"))
                        .bytes())
                .isEqualTo(STORE.put("carol", "/subscriptions/" + absent, body(application, api, "Bronze"))
                        .bytes());
        assertThat(STORE.delete("carol", "/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(STORE.post("carol", "/subscriptions", body(application, api, "Gold"))
                        .status())
                .isEqualTo(404);
        assertThat(STORE.get("carol", "/subscriptions?applicationId=" + application)
                        .status())
                .isEqualTo(404);
        assertThat(STORE.get("carol", "/subscriptions?apiId=" + api).text("/count"))
                .isEqualTo("0");
        assertThat(STORE.get("bob", "/subscriptions/" + id).text("/throttlingPolicy"))
                .isEqualTo("Gold");
    }

    @Test
    void deletingAnApplicationEndsItsSubscriptionsInTheSameTransaction() {
        String application = STORE.application("bob");
        UUID api = OthersViews.api("Gone" + System.nanoTime());
        String id = STORE.post("bob", "/subscriptions", body(application, api, "Gold"))
                .text("/subscriptionId");
        assertThat(STORE.delete("bob", "/applications/" + application).status()).isEqualTo(200);
        assertThat(STORE.get("bob", "/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(events(id)).isEqualTo(2);
    }

    @Test
    void aSubscriberCannotLiftAProvidersBlock() {
        String application = STORE.application("bob");
        UUID api = OthersViews.api("Block" + System.nanoTime());
        String id = STORE.post("bob", "/subscriptions", body(application, api, "Gold"))
                .text("/subscriptionId");
        try (var publisher = STORE.peer("publisher")) {
            var contract = SubscriptionsGrpc.newBlockingStub(publisher.channel());
            var blocked = contract.block(BlockRequest.newBuilder()
                    .setSubscriptionId(id)
                    .setApiId(api.toString())
                    .setState(SubscriptionState.SUBSCRIPTION_STATE_PROD_ONLY_BLOCKED)
                    .setActor("alice")
                    .build());
            assertThat(blocked.getSubscription().getState())
                    .isEqualTo(SubscriptionState.SUBSCRIPTION_STATE_PROD_ONLY_BLOCKED);
            assertThat(STORE.get("bob", "/subscriptions/" + id).text("/status")).isEqualTo("PROD_ONLY_BLOCKED");
            var unblock = Map.of("throttlingPolicy", "Gold", "status", "UNBLOCKED");
            assertThat(STORE.put("bob", "/subscriptions/" + id, unblock).status())
                    .isEqualTo(400);
            contract.changePlan(ChangePlanRequest.newBuilder()
                    .setSubscriptionId(id)
                    .setApiId(api.toString())
                    .setThrottlingPolicy("Unlimited")
                    .setActor("alice")
                    .build());
            assertThat(STORE.get("bob", "/subscriptions/" + id).text("/throttlingPolicy"))
                    .isEqualTo("Unlimited");
            assertThatThrownBy(() -> contract.block(BlockRequest.newBuilder()
                            .setSubscriptionId(id)
                            .setApiId(UUID.randomUUID().toString())
                            .setState(SubscriptionState.SUBSCRIPTION_STATE_UNBLOCKED)
                            .build()))
                    .hasMessageContaining("NOT_FOUND");
        }
        try (var gateway = STORE.peer("gateway")) {
            assertThatThrownBy(() -> SubscriptionsGrpc.newBlockingStub(gateway.channel())
                            .block(BlockRequest.getDefaultInstance()))
                    .hasMessageContaining("PERMISSION_DENIED");
        }
    }

    private static Map<String, Object> body(String application, UUID api, String tier) {
        return Map.of("applicationId", application, "apiId", api, "throttlingPolicy", tier);
    }

    private static int events(String subscriptionId) {
        var found = new int[1];
        OthersViews.with(
                "store",
                database -> found[0] = database.sql("SELECT count(*) FROM subscriptions.outbox_v1 WHERE key = ?")
                        .param("subscription/" + subscriptionId)
                        .query(Integer.class)
                        .single());
        return found[0];
    }
}
