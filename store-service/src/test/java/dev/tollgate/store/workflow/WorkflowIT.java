package dev.tollgate.store.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.contract.key.SubscriptionState;
import dev.tollgate.contract.subscription.BlockRequest;
import dev.tollgate.contract.subscription.DecideRequest;
import dev.tollgate.contract.subscription.SubscriptionsGrpc;
import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkflowIT {

    private static final RunningStore STORE = RunningStore.get();

    private final UUID api = OthersViews.api("Approved" + System.nanoTime());

    @AfterEach
    void nothingWaitsAnyMore() {
        settings(Map.of("application", "auto", "subscription", "auto", "subscriptionUpdate", "auto"));
    }

    @Test
    void aSubscriptionWaitsUntilItIsApproved() {
        settings(Map.of("subscription", "approve"));
        var pending = subscribe(STORE.application("bob"));
        assertThat(pending.status()).isEqualTo(202);
        assertThat(pending.raw().headers().firstValue("Location").orElseThrow())
                .endsWith(pending.text("/subscriptionId"));
        assertThat(pending.text("/status")).isEqualTo("ON_HOLD");
        assertThat(pending.text("/workflowStatus")).isEqualTo("CREATED");
        String id = pending.text("/subscriptionId");
        int before = STORE.events("subscription/" + id);

        var open = open(id);
        assertThat(open.at("/workflowType").asString()).isEqualTo("SUBSCRIPTION_CREATION");
        assertThat(open.at("/workflowStatus").asString()).isEqualTo("CREATED");
        assertThat(open.at("/properties/subscriber").asString()).isEqualTo("bob");
        assertThat(open.at("/createdTime").asString()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}");
        String reference = open.at("/referenceId").asString();
        assertThat(decide("bob", reference, "APPROVED", "").status()).isEqualTo(403);
        assertThat(decide("admin", reference, "PERHAPS", "").status()).isEqualTo(400);
        var decided = decide("admin", reference, "APPROVED", "welcome");
        assertThat(decided.status()).isEqualTo(200);
        assertThat(decided.text("/status")).isEqualTo("APPROVED");

        var subscription = STORE.get("bob", "/subscriptions/" + id);
        assertThat(subscription.text("/status")).isEqualTo("UNBLOCKED");
        assertThat(subscription.text("/reason")).isEqualTo("welcome");
        assertThat(subscription.text("/workflowStatus")).isEmpty();
        assertThat(STORE.events("subscription/" + id)).isEqualTo(before + 1);
        assertThat(decide("admin", reference, "APPROVED", "again").status()).isEqualTo(200);
        assertThat(decide("admin", reference, "REJECTED", "changed my mind").text("/code"))
                .isEqualTo("902013");
        assertThat(STORE.events("subscription/" + id)).isEqualTo(before + 1);
        assertThat(decide("admin", UUID.randomUUID().toString(), "APPROVED", "").status())
                .isEqualTo(404);
    }

    @Test
    void aRejectedSubscriptionShowsTheReasonAndMayBeAskedForAgain() {
        settings(Map.of("subscription", "approve"));
        String application = STORE.application("bob");
        String id = subscribe(application).text("/subscriptionId");
        assertThat(STORE.put("bob", "/subscriptions/" + id, Map.of("throttlingPolicy", "Bronze"))
                        .status())
                .isEqualTo(409);
        decide("admin", open(id).at("/referenceId").asString(), "REJECTED", "no budget");
        var rejected = STORE.get("bob", "/subscriptions/" + id);
        assertThat(rejected.text("/status")).isEqualTo("REJECTED");
        assertThat(rejected.text("/reason")).isEqualTo("no budget");

        var again = subscribe(application);
        assertThat(again.status()).isEqualTo(202);
        assertThat(STORE.get("bob", "/subscriptions/" + id).status()).isEqualTo(404);
        assertThat(subscribe(application).status()).isEqualTo(409);
        String second = again.text("/subscriptionId");
        assertThat(STORE.delete("bob", "/subscriptions/" + second).status()).isEqualTo(200);
        assertThat(allOpen(second)).isEmpty();
    }

    @Test
    void aTierGoesOnUntilAnotherIsApprovedAndABlockDoesNotWait() {
        String application = STORE.application("bob");
        String id = subscribe(application).text("/subscriptionId");
        settings(Map.of("subscriptionUpdate", "approve"));
        var asked = STORE.put("bob", "/subscriptions/" + id, Map.of("throttlingPolicy", "Bronze"));
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text("/status")).isEqualTo("TIER_UPDATE_PENDING");
        assertThat(asked.text("/throttlingPolicy")).isEqualTo("Gold");
        assertThat(asked.text("/requestedThrottlingPolicy")).isEqualTo("Bronze");
        decide("admin", open(id).at("/referenceId").asString(), "APPROVED", "");
        var changed = STORE.get("bob", "/subscriptions/" + id);
        assertThat(changed.text("/throttlingPolicy")).isEqualTo("Bronze");
        assertThat(changed.text("/status")).isEqualTo("UNBLOCKED");

        STORE.put("bob", "/subscriptions/" + id, Map.of("throttlingPolicy", "Gold"));
        decide("admin", open(id).at("/referenceId").asString(), "REJECTED", "Bronze will do");
        var refused = STORE.get("bob", "/subscriptions/" + id);
        assertThat(refused.text("/throttlingPolicy")).isEqualTo("Bronze");
        assertThat(refused.text("/requestedThrottlingPolicy")).isEqualTo("Bronze");
        assertThat(refused.text("/status")).isEqualTo("UNBLOCKED");
        assertThat(refused.text("/reason")).isEqualTo("Bronze will do");

        STORE.put("bob", "/subscriptions/" + id, Map.of("throttlingPolicy", "Gold"));
        try (var publisher = STORE.peer("publisher")) {
            SubscriptionsGrpc.newBlockingStub(publisher.channel())
                    .block(BlockRequest.newBuilder()
                            .setSubscriptionId(id)
                            .setApiId(api.toString())
                            .setState(SubscriptionState.SUBSCRIPTION_STATE_BLOCKED)
                            .build());
        }
        assertThat(STORE.get("bob", "/subscriptions/" + id).text("/status")).isEqualTo("BLOCKED");
        assertThat(allOpen(id)).isEmpty();
        assertThat(STORE.put("bob", "/subscriptions/" + id, Map.of("throttlingPolicy", "Gold"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void anApplicationCanDoNothingBeforeItIsApproved() {
        settings(Map.of("application", "approve"));
        var created = STORE.post(
                "bob", "/applications", Map.of("name", "app-" + System.nanoTime(), "throttlingPolicy", "10PerMin"));
        assertThat(created.status()).isEqualTo(202);
        assertThat(created.text("/status")).isEqualTo("CREATED");
        String id = created.text("/applicationId");
        var keys = Map.of("keyType", "PRODUCTION", "grantTypesToBeSupported", List.of("client_credentials"));
        assertThat(subscribe(id).text("/code")).isEqualTo("902012");
        assertThat(STORE.post("bob", "/applications/" + id + "/generate-keys", keys)
                        .text("/code"))
                .isEqualTo("902012");
        assertThat(STORE.post("bob", "/applications/" + id + "/api-keys/PRODUCTION/generate", Map.of())
                        .text("/code"))
                .isEqualTo("902012");
        assertThat(STORE.admin("admin", "GET", "/workflows?workflowType=AM_SUBSCRIPTION_CREATION&limit=1000", null)
                        .raw()
                        .body())
                .doesNotContain(created.text("/name"));
        decide("admin", open(created.text("/name")).at("/referenceId").asString(), "APPROVED", "");
        assertThat(STORE.get("bob", "/applications/" + id).text("/status")).isEqualTo("APPROVED");
        assertThat(subscribe(id).status()).isEqualTo(201);
    }

    @Test
    void aProviderDecidesAboutItsOwnApisAlone() {
        settings(Map.of("subscription", "approve"));
        String id = subscribe(STORE.application("bob")).text("/subscriptionId");
        String reference = open(id).at("/referenceId").asString();
        try (var publisher = STORE.peer("publisher")) {
            var contract = SubscriptionsGrpc.newBlockingStub(publisher.channel());
            var decision = DecideRequest.newBuilder()
                    .setWorkflowId(reference)
                    .setApproved(true)
                    .setActor("alice");
            assertThatThrownBy(() -> contract.decide(
                            decision.setApiId(UUID.randomUUID().toString()).build()))
                    .hasMessageContaining("NOT_FOUND");
            assertThat(contract.decide(decision.setApiId(api.toString()).build())
                            .getSubscription()
                            .getState())
                    .isEqualTo(SubscriptionState.SUBSCRIPTION_STATE_UNBLOCKED);
        }
    }

    @Test
    void whatIsNotSupportedIsRefusedAndOnlyAdministratorsAreAsked() {
        assertThat(STORE.admin("admin", "PUT", "/settings/workflows", Map.of("signUp", "approve"))
                        .text("/code"))
                .isEqualTo("902011");
        assertThat(STORE.admin("admin", "PUT", "/settings/workflows", Map.of("subscription", "sometimes"))
                        .status())
                .isEqualTo(400);
        assertThat(STORE.admin("bob", "PUT", "/settings/workflows", Map.of("subscription", "approve"))
                        .status())
                .isEqualTo(403);
        assertThat(STORE.admin("bob", "GET", "/workflows", null).status()).isEqualTo(403);
        assertThat(STORE.admin("admin", "GET", "/workflows?workflowType=AM_USER_SIGNUP", null)
                        .text("/count"))
                .isEqualTo("0");
        assertThat(STORE.admin("admin", "GET", "/workflows?workflowType=ANY", null)
                        .status())
                .isEqualTo(400);
        assertThat(STORE.admin("admin", "GET", "/settings/workflows", null).text("/subscription"))
                .isEqualTo("auto");
    }

    private static void settings(Map<String, String> modes) {
        assertThat(STORE.admin("admin", "PUT", "/settings/workflows", modes).status())
                .isEqualTo(200);
    }

    private RunningStore.Answer subscribe(String application) {
        return STORE.post(
                "bob",
                "/subscriptions",
                Map.of("applicationId", application, "apiId", api, "throttlingPolicy", "Gold"));
    }

    private static RunningStore.Answer decide(String user, String reference, String status, String reason) {
        return STORE.admin(
                user,
                "POST",
                "/workflows/update-workflow-status?workflowReferenceId=" + reference,
                Map.of("status", status, "description", reason));
    }

    /** The one open request of a subscription by its id, or of an application by its name. */
    private static tools.jackson.databind.JsonNode open(String subject) {
        var found = allOpen(subject);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static List<tools.jackson.databind.JsonNode> allOpen(String subject) {
        return STORE.admin("admin", "GET", "/workflows?limit=1000", null)
                .body()
                .path("list")
                .valueStream()
                .filter(workflow -> workflow.path("properties").toString().contains(subject))
                .toList();
    }
}
