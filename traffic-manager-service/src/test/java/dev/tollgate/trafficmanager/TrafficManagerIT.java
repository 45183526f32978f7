package dev.tollgate.trafficmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.PolicyFeedGrpc;
import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.GrantFrame;
import dev.tollgate.contract.lease.GrantStatus;
import dev.tollgate.contract.lease.LeaseFrame;
import dev.tollgate.contract.lease.LeaseLevel;
import dev.tollgate.contract.lease.LeaseRequest;
import dev.tollgate.contract.lease.LeasesGrpc;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.contract.lease.LevelState;
import dev.tollgate.contract.lease.QuotaRequest;
import dev.tollgate.contract.lease.QuotasGrpc;
import dev.tollgate.contract.usage.Histogram;
import dev.tollgate.contract.usage.UsageBatch;
import dev.tollgate.contract.usage.UsageEntry;
import dev.tollgate.contract.usage.UsageReportGrpc;
import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.provision.redis.EmbeddedRedis;
import dev.tollgate.trafficmanager.RunningTrafficManager.Answer;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The service as gateways and administrators meet it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficManagerIT {

    private static final String POLICIES = "/api/am/admin/v4/throttling/policies";

    private EmbeddedRedis redis;
    private RunningTrafficManager service;

    @BeforeAll
    void start() throws Exception {
        redis = EmbeddedRedis.in(Files.createTempDirectory("tollgate-redis")).start();
        service = new RunningTrafficManager(redis.uri());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.management("/actuator/health/readiness").status() == 200);
    }

    @AfterAll
    void stop() {
        service.close();
        redis.close();
    }

    private static String policy(String name, long calls, String more) {
        return "{\"policyName\":\"" + name + "\",\"defaultLimit\":{\"type\":\"REQUESTCOUNTLIMIT\",\"requestCount\":"
                + "{\"timeUnit\":\"min\",\"unitTime\":1,\"requestCount\":" + calls + "}}" + more + "}";
    }

    @Test
    void theTiersAndPoliciesOfTheDesignExistFromTheFirstStart() throws Exception {
        Answer tiers = service.call("GET", POLICIES + "/subscription");

        assertThat(tiers.status()).isEqualTo(200);
        assertThat(tiers.body().get("list").findValuesAsString("policyName"))
                .contains("Gold", "Silver", "Bronze", "Unauthenticated", "Unlimited");
        assertThat(service.call("GET", POLICIES + "/application")
                        .body()
                        .get("count")
                        .intValue())
                .isGreaterThanOrEqualTo(4);
        assertThat(service.call("GET", POLICIES + "/advanced")
                        .body()
                        .get("list")
                        .findValuesAsString("policyName"))
                .contains("10KPerMin", "20KPerMin", "50KPerMin", "Unlimited");
    }

    @Test
    void aPolicyIsCreatedReadChangedAndDeletedAndGatewaysAreTold() throws Exception {
        var feed = new FollowedFeed(service);
        await().until(() -> feed.items.containsKey("policy/subscription/Gold"));

        Answer created = service.call("POST", POLICIES + "/application", policy("7PerMin", 7, ""));
        String id = created.body().get("policyId").stringValue();

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers().get("location")).containsExactly(POLICIES + "/application/" + id);
        assertThat(created.body().get("window").stringValue()).isEqualTo("SLIDING");
        await().atMost(Duration.ofSeconds(1)).until(() -> feed.items.containsKey("policy/application/7PerMin"));
        assertThat(service.call("POST", POLICIES + "/application", policy("7PerMin", 7, ""))
                        .status())
                .isEqualTo(409);
        assertThat(service.call("PUT", POLICIES + "/application/" + id, policy("7PerMin", 8, ""))
                        .status())
                .isEqualTo(200);
        await().until(() ->
                feed.item("policy/application/7PerMin").getThrottlingPolicy().getLimit() == 8);
        assertThat(service.call("GET", POLICIES + "/application/" + id)
                        .body()
                        .at("/defaultLimit/requestCount/requestCount")
                        .longValue())
                .isEqualTo(8);
        assertThat(service.call("DELETE", POLICIES + "/application/" + id).status())
                .isEqualTo(200);
        await().until(() -> !feed.items.containsKey("policy/application/7PerMin"));
        assertThat(service.call("GET", POLICIES + "/application/" + id).status())
                .isEqualTo(404);
    }

    @Test
    void aCustomRuleReachesGatewaysCompiledAndItsCallsAreCounted() throws Exception {
        var feed = new FollowedFeed(service);
        Answer created = service.call(
                "POST",
                POLICIES + "/custom",
                policy("posts", 5, ",\"keyTemplate\":\"$userId\",\"condition\":\"verb == 'POST'\""));
        String id = created.body().get("policyId").stringValue();

        assertThat(created.status()).isEqualTo(201);
        assertThat(service.call("GET", POLICIES + "/custom/" + id)
                        .body()
                        .get("condition")
                        .stringValue())
                .isEqualTo("verb == 'POST'");
        await().until(() -> feed.items.containsKey("policy/custom/posts"));
        var rule = feed.item("policy/custom/posts").getThrottlingPolicy();
        assertThat(rule.getKeyTemplate()).isEqualTo("$userId");
        assertThat(rule.getCondition().isEmpty()).isFalse();
        var stream = new LeaseStream(service);
        LeaseLevel level = level(LevelKind.LEVEL_KIND_CUSTOM, "posts:" + UUID.randomUUID(), "posts");
        assertThat(stream.ask("custom", 7, level).getGranted()).isEqualTo(5);

        assertThat(service.call("DELETE", POLICIES + "/custom/" + id).status()).isEqualTo(200);
        assertThat(stream.ask("custom", 7, level).getGranted())
                .as("a gateway that has not heard of it yet is not held up")
                .isEqualTo(7);
        await().until(() -> !feed.items.containsKey("policy/custom/posts"));
    }

    @Test
    void aTierOfBandwidthIsShownToOthersInItsUnit() throws Exception {
        service.call(
                "POST",
                POLICIES + "/subscription",
                "{\"policyName\":\"bytes64\",\"defaultLimit\":{\"type\":\"BANDWIDTHLIMIT\",\"bandwidth\":"
                        + "{\"timeUnit\":\"min\",\"unitTime\":1,\"dataAmount\":64,\"dataUnit\":\"KB\"}}}");

        try (var connection = RealPostgres.get().connectAsService("store");
                var query = connection.createStatement()) {
            ResultSet row = query.executeQuery(
                    "SELECT quota_type, data_amount, data_unit FROM traffic.policies_v1" + " WHERE name = 'bytes64'");
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("BANDWIDTHVOLUME");
            assertThat(row.getLong(2)).isEqualTo(64);
            assertThat(row.getString(3)).isEqualTo("KB");
        }
        var stream = new LeaseStream(service);
        LeaseLevel level =
                level(LevelKind.LEVEL_KIND_SUBSCRIPTION, UUID.randomUUID().toString(), "bytes64");
        assertThat(stream.ask("bytes", 3, level).getGranted()).isEqualTo(3);
        assertThat(stream.moved("bytes", 65_536, level).getStatus()).isEqualTo(GrantStatus.GRANT_STATUS_REFUSED);
    }

    @Test
    void whatIsNotSupportedIsRefusedWithAClearSentence() throws Exception {
        for (String body : List.of(
                "{",
                "{}",
                policy("a b", 5, ""),
                policy("zero", 0, ""),
                policy("groups", 5, ",\"conditionalGroups\":[{}]"),
                policy("cap", 5, ",\"subscriberCount\":3"),
                policy("window", 5, ",\"window\":\"ROUND\""),
                policy("type", 5, ",\"type\":\"CustomRule\""),
                "{\"policyName\":\"bytes\",\"defaultLimit\":{\"type\":\"BANDWIDTHLIMIT\",\"bandwidth\":{}}}")) {
            Answer answer = service.call("POST", POLICIES + "/subscription", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.body().get("description").stringValue()).as(body).isNotEmpty();
        }
        assertThat(service.call("POST", POLICIES + "/custom", "{}").status()).isEqualTo(400);
        assertThat(service.call("GET", POLICIES + "/subscription/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        assertThat(service.call("GET", POLICIES + "/subscription/none").status())
                .isEqualTo(404);
    }

    @Test
    void theOpenApiDocumentEqualsTheRoutes() throws Exception {
        Answer document = service.call("GET", "/api/am/admin/v4/throttling/openapi.json");

        var documented = new TreeSet<String>();
        document.body()
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(verb -> documented.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(documented).isEqualTo(new TreeSet<>(service.routes())).hasSizeGreaterThan(10);
    }

    @Test
    void aPolicyInUseIsNotDeleted() throws Exception {
        try (var store = RealPostgres.get().connectAsOwner("store");
                var statement = store.createStatement()) {
            statement.execute("""
                CREATE VIEW subscriptions.applications_v1 AS SELECT 'inUse'::text AS throttling_policy;
                GRANT SELECT ON subscriptions.applications_v1 TO tollgate_traffic_manager;
                """);
        }
        String id = service.call("POST", POLICIES + "/application", policy("inUse", 7, ""))
                .body()
                .get("policyId")
                .stringValue();

        Answer refused = service.call("DELETE", POLICIES + "/application/" + id);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("description").stringValue()).contains("1 applications");
    }

    @Test
    void theLastResortOfEveryLevelStays() throws Exception {
        String id = service.call("GET", POLICIES + "/application")
                .body()
                .get("list")
                .valueStream()
                .filter(policy -> policy.get("policyName").stringValue().equals("Unlimited"))
                .findFirst()
                .orElseThrow()
                .get("policyId")
                .stringValue();

        assertThat(service.call("DELETE", POLICIES + "/application/" + id).status())
                .isEqualTo(400);
    }

    @Test
    void metricsTellDecisionsAndRedis() throws Exception {
        String text =
                service.management("/actuator/prometheus").body().get("text").stringValue();

        assertThat(text).contains("tollgate_lease_decisions_total", "tollgate_lease_redis_seconds");
    }

    @Test
    void aDenyConditionIsSwitchedOffAndOn() throws Exception {
        var feed = new FollowedFeed(service);
        Answer created = service.call(
                "POST",
                "/api/am/admin/v4/throttling/deny-policies",
                "{\"conditionType\":\"IPRANGE\",\"conditionValue\":"
                    + "{\"startingIp\":\"10.0.0.1\",\"endingIp\":\"10.0.0.9\",\"invert\":false},\"conditionStatus\":true}");
        String id = created.body().get("conditionId").stringValue();
        assertThat(created.status()).isEqualTo(201);
        await().until(() -> feed.items.containsKey("deny/" + id));

        Answer off =
                service.call("PATCH", "/api/am/admin/v4/throttling/deny-policy/" + id, "{\"conditionStatus\":false}");

        assertThat(off.body().get("conditionStatus").booleanValue()).isFalse();
        await().until(() -> !feed.item("deny/" + id).getDenyCondition().getEnabled());
        assertThat(service.call("DELETE", "/api/am/admin/v4/throttling/deny-policy/" + id)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aDenyConditionMayEndByItselfAndStandAgainAfterwards() throws Exception {
        var feed = new FollowedFeed(service);
        Instant end = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        String body =
                "{\"conditionType\":\"USER\",\"conditionValue\":\"mallory\",\"reason\":\" a scraper \",\"expiresAt\":\""
                        + end + "\"}";
        Answer created = service.call("POST", "/api/am/admin/v4/throttling/deny-policies", body);
        String id = created.body().get("conditionId").stringValue();

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().get("reason").stringValue()).isEqualTo("a scraper");
        assertThat(created.body().get("expiresAt").stringValue()).isEqualTo(end.toString());
        await().until(() -> feed.item("deny/" + id).getDenyCondition().getExpiresAtEpochMs() == end.toEpochMilli());
        String again = "{\"conditionType\":\"USER\",\"conditionValue\":\"mallory\"}";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.call("POST", "/api/am/admin/v4/throttling/deny-policies", again)
                                .status()
                        == 201);
        assertThat(Instant.now()).as("not while it stood").isAfterOrEqualTo(end);
        await().until(() -> !feed.items.containsKey("deny/" + id));
        for (String bad : List.of("\"2001-01-01T00:00:00Z\"", "\"tomorrow\"")) {
            String wrong = "{\"conditionType\":\"USER\",\"conditionValue\":\"eve\",\"expiresAt\":" + bad + "}";
            assertThat(service.call("POST", "/api/am/admin/v4/throttling/deny-policies", wrong)
                            .status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void leasesAreGrantedUntilTheLimitAndNoFurther() throws Exception {
        service.call("POST", POLICIES + "/application", policy("leased10", 10, ""));
        var stream = new LeaseStream(service);
        LeaseLevel application =
                level(LevelKind.LEVEL_KIND_APPLICATION, UUID.randomUUID().toString(), "leased10");
        LeaseLevel tier =
                level(LevelKind.LEVEL_KIND_SUBSCRIPTION, UUID.randomUUID().toString(), "Gold");
        LeaseLevel api = level(LevelKind.LEVEL_KIND_API, UUID.randomUUID().toString(), "Unlimited");
        Grant first = stream.ask("a", 7, api, tier, application);
        Grant second = stream.ask("b", 7, api, tier, application);
        Grant third = stream.ask("a", 1, api, tier, application);

        assertThat(first.getGranted()).isEqualTo(7);
        assertThat(second.getGranted()).isEqualTo(3);
        assertThat(third.getStatus()).isEqualTo(GrantStatus.GRANT_STATUS_REFUSED);
        assertThat(third.getRefusingLevel()).isEqualTo(2);
        assertThat(third.getRetryAfterMs()).isBetween(55_000L, 61_000L);
        assertThat(third.getLevels(0).getLimit()).isEqualTo(-1);
        assertThat(third.getLevels(1).getRemaining()).isEqualTo(4990);
        assertThat(stream.ask("c", 1, level(LevelKind.LEVEL_KIND_API, "x", "no such policy"))
                        .getStatus())
                .isEqualTo(GrantStatus.GRANT_STATUS_UNKNOWN_POLICY);

        QuotaRequest question = QuotaRequest.newBuilder()
                .addLevels(api)
                .addLevels(tier)
                .addLevels(application)
                .build();
        var quotas = QuotasGrpc.newBlockingStub(service.channel());
        assertThat(quotas.read(question).getLevelsList())
                .extracting(LevelState::getLimit, LevelState::getRemaining)
                .containsExactly(tuple(-1L, 0L), tuple(5000L, 4990L), tuple(10L, 0L));

        Answer reset = service.call(
                "POST",
                "/api/am/admin/v4/throttling/counters/reset",
                "{\"level\":\"application\",\"key\":\"" + application.getKey() + "\"}");
        assertThat(reset.body().get("counters").intValue()).isEqualTo(1);
        assertThat(stream.ask("d", 7, api, tier, application).getGranted()).isEqualTo(7);
        assertThat(quotas.reset(question).getLevelsList())
                .extracting(LevelState::getRemaining)
                .containsExactly(0L, 5000L, 10L);
    }

    @Test
    void aUsageBatchIsCountedOnceAndHistogramsMerge() throws Exception {
        var report = UsageReportGrpc.newBlockingStub(service.channel());
        String api = UUID.randomUUID().toString();
        UsageBatch first = batch(1, api, 10, List.of(4, 9), List.of(6L, 4L));
        UsageBatch second = batch(2, api, 5, List.of(9, 20), List.of(4L, 1L));

        assertThat(report.report(first).getCounted()).isTrue();
        assertThat(report.report(first).getCounted()).isFalse();
        assertThat(report.report(second).getCounted()).isTrue();

        try (var connection = RealPostgres.get().connectAsService("publisher");
                var query = connection.prepareStatement(
                        "SELECT calls, latency_buckets::text, latency_counts::text FROM traffic.usage_v1 WHERE api_id"
                                + " = ?")) {
            query.setString(1, api);
            ResultSet rows = query.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong(1)).isEqualTo(15);
            assertThat(rows.getString(2)).isEqualTo("{4,9,20}");
            assertThat(rows.getString(3)).isEqualTo("{6,8,1}");
            assertThat(rows.next()).isFalse();
        }
    }

    private static UsageBatch batch(long number, String api, long calls, List<Integer> buckets, List<Long> counts) {
        return UsageBatch.newBuilder()
                .setNodeId("gateway-1")
                .setBootId(api)
                .setNumber(number)
                .setEnvironment("Default")
                .addEntries(UsageEntry.newBuilder()
                        .setMinuteEpochS(1_790_000_040L)
                        .setApiId(api)
                        .setVerb("GET")
                        .setTarget("/pets")
                        .setStatus(200)
                        .setCalls(calls)
                        .setLatency(
                                Histogram.newBuilder().addAllBuckets(buckets).addAllCounts(counts)))
                .build();
    }

    private static LeaseLevel level(LevelKind kind, String key, String policy) {
        return LeaseLevel.newBuilder()
                .setKind(kind)
                .setKey(key)
                .setPolicy(policy)
                .build();
    }

    /** A gateway's stream of requests, one at a time. */
    private static final class LeaseStream implements StreamObserver<GrantFrame> {

        private final List<Grant> grants = new CopyOnWriteArrayList<>();
        private final StreamObserver<LeaseFrame> requests;
        private final String boot = UUID.randomUUID().toString();
        private final Map<String, Long> numbers = new ConcurrentHashMap<>();

        LeaseStream(RunningTrafficManager service) {
            requests = LeasesGrpc.newStub(service.channel()).lease(this);
        }

        Grant ask(String vector, long waiting, LeaseLevel... levels) {
            return ask(vector, waiting, 0, levels);
        }

        /** One call waits, and so many bytes were moved by those before. */
        Grant moved(String vector, long bytes, LeaseLevel... levels) {
            return ask(vector, 1, bytes, levels);
        }

        private Grant ask(String vector, long waiting, long bytes, LeaseLevel... levels) {
            int before = grants.size();
            requests.onNext(LeaseFrame.newBuilder()
                    .setNodeId("gateway-1")
                    .setBootId(boot)
                    .addRequests(LeaseRequest.newBuilder()
                            .setVector(vector)
                            .setNumber(numbers.merge(vector, 1L, Long::sum))
                            .setWaiting(waiting)
                            .setWant(waiting)
                            .setSpent(bytes)
                            .addAllLevels(List.of(levels)))
                    .build());
            await().pollInterval(Duration.ofMillis(2)).until(() -> grants.size() > before);
            return grants.getLast();
        }

        @Override
        public void onNext(GrantFrame frame) {
            grants.addAll(frame.getGrantsList());
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    /** What a gateway holds from the policy feed. */
    private static final class FollowedFeed implements StreamObserver<FeedFrame> {

        private final Map<String, FeedItem> items = new ConcurrentHashMap<>();

        FeedItem item(String key) {
            return items.getOrDefault(key, FeedItem.getDefaultInstance());
        }

        FollowedFeed(RunningTrafficManager service) {
            PolicyFeedGrpc.newStub(service.channel())
                    .watch(this)
                    .onNext(FeedRequest.newBuilder()
                            .setHello(FeedHello.newBuilder().setNodeId("gateway-1"))
                            .build());
        }

        @Override
        public void onNext(FeedFrame frame) {
            List<FeedItem> changed = frame.hasSnapshot()
                    ? frame.getSnapshot().getItemsList()
                    : frame.getChanges().getItemsList();
            for (FeedItem item : changed) {
                if (item.getBodyCase() == FeedItem.BodyCase.BODY_NOT_SET) {
                    items.remove(item.getKey());
                } else {
                    items.put(item.getKey(), item);
                }
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }
}
