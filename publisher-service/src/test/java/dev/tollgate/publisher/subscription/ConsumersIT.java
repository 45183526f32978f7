package dev.tollgate.publisher.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.RunningPublisher;
import dev.tollgate.publisher.testing.TestApis;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What the other services know of an API, as its provider reads it. */
class ConsumersIT {

    private final Client alice = Client.alice();

    @Test
    void subscriptionsAreListedAndKeepAnApiFromBeingDeleted() throws SQLException {
        String id = TestApis.created();
        String other = TestApis.created();
        insert("store", """
            INSERT INTO subscriptions.subscriptions_v1
                (application_id, application_name, owner, api_id, throttling_policy, state, created_at)
            VALUES (gen_random_uuid(), 'Shop', 'bob', '%1$s', 'Gold', 'UNBLOCKED', '2026-01-01Z'),
                (gen_random_uuid(), 'Till', 'carol', '%1$s', 'Bronze', 'ON_HOLD', '2026-01-02Z'),
                (gen_random_uuid(), 'Shop', 'bob', '%2$s', 'Gold', 'REJECTED', '2026-01-03Z')
            """.formatted(id, other));
        var all = alice.get("/subscriptions?apiId=" + id).json();
        assertThat(all.path("count").asInt()).isEqualTo(2);
        assertThat(all.at("/list/0/applicationInfo/name").asString()).isEqualTo("Shop");
        assertThat(all.at("/list/0/applicationInfo/subscriber").asString()).isEqualTo("bob");
        assertThat(all.at("/list/0/subscriptionStatus").asString()).isEqualTo("UNBLOCKED");
        assertThat(alice.get("/subscriptions?query=carol&apiId=" + id)
                        .json()
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(alice.get("/subscriptions?limit=1&apiId=" + id)
                        .json()
                        .at("/pagination/total")
                        .asInt())
                .isEqualTo(2);
        var refused = alice.delete("/apis/" + id);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(alice.get("/apis/" + id).status()).isEqualTo(200);
        assertThat(alice.delete("/apis/" + other).status()).isEqualTo(200);
    }

    @Test
    void aSubscriptionIsChangedByTheStoreAlone() throws SQLException {
        String id = TestApis.created();
        insert("store", """
            INSERT INTO subscriptions.subscriptions_v1
                (application_id, application_name, owner, api_id, throttling_policy, state)
            VALUES (gen_random_uuid(), 'Shop', 'bob', '%s', 'Gold', 'UNBLOCKED')
            """.formatted(id));
        String subscription = alice.get("/subscriptions?apiId=" + id)
                .json()
                .at("/list/0/subscriptionId")
                .asString();
        String path = "/subscriptions/block-subscription?subscriptionId=";
        assertThat(alice.post(path + subscription + "&blockState=PROD_ONLY_BLOCKED")
                        .status())
                .isEqualTo(200);
        assertThat(alice.post("/subscriptions/unblock-subscription?subscriptionId=" + subscription)
                        .status())
                .isEqualTo(200);
        assertThat(RunningPublisher.get().store().asked())
                .containsSequence(
                        subscription + " " + id + " SUBSCRIPTION_STATE_PROD_ONLY_BLOCKED by alice",
                        subscription + " " + id + " SUBSCRIPTION_STATE_UNBLOCKED by alice");
        assertThat(alice.post(path + subscription + "&blockState=ON_HOLD").status())
                .isEqualTo(400);
        assertThat(alice.post(path + "00000000-0000-0000-0000-000000000000&blockState=BLOCKED")
                        .status())
                .isEqualTo(404);
        var manager = Client.with("mia", "Internal/publisher", "apim:subscription_manage");
        String plan = "/subscriptions/change-business-plan?subscriptionId=" + subscription + "&businessPlan=";
        assertThat(alice.post(plan + "Bronze").status()).isEqualTo(403);
        assertThat(manager.post(plan + "Bronze").status()).isEqualTo(200);
        assertThat(manager.post(plan + "Platinum").status()).isEqualTo(400);
    }

    @Test
    void subscriptionsThatWaitAreDecidedByTheStoreAlone() throws SQLException {
        String id = TestApis.created();
        insert("store", """
            INSERT INTO subscriptions.workflows_v1 (kind, api_id, requester, description, properties) VALUES
                ('SUBSCRIPTION_CREATION', '%1$s', 'bob', 'Approve it', '{"subscriber": "bob"}'),
                ('SUBSCRIPTION_UPDATE', '%1$s', 'bob', 'Approve that', '{}')
            """.formatted(id));
        var approver = Client.with(
                "mia", "Internal/publisher", "apim:subscription_approval_view,apim:subscription_approval_manage");
        var open = approver.get("/workflows?workflowType=AM_SUBSCRIPTION_CREATION&limit=1000")
                .json()
                .path("list")
                .valueStream()
                .filter(workflow -> workflow.path("description").asString().equals("Approve it"))
                .toList();
        assertThat(open).hasSize(1);
        assertThat(open.getFirst().at("/properties/subscriber").asString()).isEqualTo("bob");
        String reference = open.getFirst().path("referenceId").asString();
        assertThat(approver.get("/workflows/" + reference)
                        .json()
                        .path("workflowStatus")
                        .asString())
                .isEqualTo("CREATED");
        String update = "/workflows/update-workflow-status?workflowReferenceId=";
        String body = "{\"status\": \"REJECTED\", \"description\": \"too dear\"}";
        assertThat(alice.post(update + reference, body).status()).isEqualTo(403);
        assertThat(approver.post(update + reference, body).status()).isEqualTo(200);
        assertThat(RunningPublisher.get().store().asked())
                .contains(reference + " for " + id + " approved false: too dear by mia");
        assertThat(approver.post(update + reference, "{\"status\": \"MAYBE\"}").status())
                .isEqualTo(400);
        assertThat(approver.post(update + "00000000-0000-0000-0000-000000000000", body)
                        .status())
                .isEqualTo(404);
        assertThat(approver.get("/workflows?workflowType=AM_USER_SIGNUP").status())
                .isEqualTo(400);
    }

    @Test
    void commentsAreReadAndAnsweredByWayOfTheStore() {
        String id = TestApis.created();
        var provider = Client.with("alice", "Internal/publisher", "apim:comment_view,apim:comment_write");
        var list = provider.get("/apis/" + id + "/comments?limit=1").json();
        assertThat(list.at("/list/0/createdBy").asString()).isEqualTo("bob");
        assertThat(list.at("/pagination/next").asString()).isEqualTo("/apis/" + id + "/comments?limit=1&offset=1");
        assertThat(provider.get("/apis/" + id + "/comments/first?includeCommenterInfo=true")
                        .json()
                        .at("/commenterInfo/fullName")
                        .asString())
                .isEqualTo("bob");
        var reply = provider.post("/apis/" + id + "/comments?replyTo=first", "{\"content\": \"Because.\"}");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("parentCommentId").asString()).isEqualTo("first");
        assertThat(reply.json().has("replies")).isFalse();
        assertThat(RunningPublisher.get().store().asked()).contains("alice says Because. to first on " + id);
        assertThat(provider.delete("/apis/" + id + "/comments/first").status()).isEqualTo(403);
        assertThat(alice.post("/apis/" + id + "/comments", "{\"content\": \"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(provider.get("/apis/00000000-0000-0000-0000-000000000000/comments")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void usageIsSummedByTimeAndGroup() throws SQLException {
        String id = TestApis.created();
        insert("traffic-manager", """
            INSERT INTO traffic.usage_v1 (minute, api_id, verb, target, application_id, sandbox, status, refusal_code,
                calls, request_bytes, response_bytes, latency_buckets, latency_counts) VALUES
            ('2026-01-05 10:00Z', '%1$s', 'GET', '/menu', 'a', false, 200, 0, 90, 0, 0, '{48,52}', '{80,10}'),
            ('2026-01-05 10:59Z', '%1$s', 'GET', '/menu', 'a', false, 500, 0, 5, 0, 0, '{56}', '{5}'),
            ('2026-01-05 10:59Z', '%1$s', 'PUT', '/order/{id}', 'b', false, 429, 900804, 5, 0, 0, '{40}', '{5}'),
            ('2026-01-05 11:00Z', '%1$s', 'GET', '/menu', 'a', false, 200, 0, 1, 0, 0, '{48}', '{1}'),
            ('2026-01-05 10:00Z', 'another', 'GET', '/menu', 'a', false, 200, 0, 1000, 0, 0, '{48}', '{1000}')
            """.formatted(id));
        String range = "/apis/" + id + "/usage?from=2026-01-05T10:00:00Z&to=2026-01-05T12:00:00Z";
        var hours = alice.get(range).json().path("list");
        assertThat(hours.size()).isEqualTo(2);
        assertThat(hours.at("/0/start").asString()).isEqualTo("2026-01-05T10:00:00Z");
        assertThat(hours.at("/0/calls").asInt()).isEqualTo(100);
        assertThat(hours.at("/0/errors").asInt()).isEqualTo(5);
        assertThat(hours.at("/0/throttled").asInt()).isEqualTo(5);
        assertThat(hours.at("/0/p50").asDouble()).isBetween(4.0, 5.2);
        assertThat(hours.at("/0/p99").asDouble()).isBetween(16.0, 20.5);
        var operations = alice.get(range + "&by=day&group=operation").json().path("list");
        assertThat(operations.size()).isEqualTo(2);
        assertThat(operations.at("/1/group").asString()).isEqualTo("PUT /order/{id}");
        assertThat(alice.get(range + "&by=week").status()).isEqualTo(400);
        assertThat(alice.get("/apis/" + id + "/usage?from=yesterday").status()).isEqualTo(400);
    }

    @Test
    void policiesAndSettingsAreRead() {
        var tiers = alice.get("/throttling-policies/subscription?limit=2").json();
        assertThat(tiers.path("count").asInt()).isEqualTo(2);
        assertThat(tiers.at("/pagination/total").asInt()).isEqualTo(4);
        assertThat(tiers.at("/list/0/name").asString()).isEqualTo("Bronze");
        assertThat(alice.get("/throttling-policies/subcription/Gold")
                        .json()
                        .path("requestCount")
                        .asInt())
                .isEqualTo(5000);
        assertThat(alice.get("/throttling-policies/api").json().path("count").asInt())
                .isEqualTo(2);
        assertThat(alice.get("/throttling-policies/planet").status()).isEqualTo(400);
        assertThat(alice.get("/apis/" + TestApis.created() + "/subscription-policies")
                        .json()
                        .size())
                .isEqualTo(2);
        var settings = alice.get("/settings").json();
        assertThat(settings.at("/environment/0/name").asString()).isEqualTo("Default");
        assertThat(settings.path("devportalUrl").asString()).isEqualTo("https://localhost:9443/store");
    }

    private static void insert(String service, String sql) throws SQLException {
        try (Connection owner = RealPostgres.get().connectAsOwner(service);
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
