package dev.tollgate.gateway;

import static dev.tollgate.gateway.rig.TestItems.item;
import static dev.tollgate.gateway.rig.TestItems.loopback;
import static dev.tollgate.gateway.rig.TestItems.petstore;
import static dev.tollgate.gateway.rig.TestItems.policy;
import static dev.tollgate.gateway.rig.TestItems.subscribed;
import static dev.tollgate.gateway.rig.TestItems.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.policy.DenyCondition;
import dev.tollgate.contract.policy.DenyKind;
import dev.tollgate.contract.policy.OutageBehaviour;
import dev.tollgate.contract.usage.UsageBatch;
import dev.tollgate.contract.usage.UsageEntry;
import dev.tollgate.gateway.rig.FakeServices;
import dev.tollgate.gateway.rig.FakeTrafficManager;
import dev.tollgate.gateway.rig.FakeUsage;
import dev.tollgate.gateway.rig.GatewayRig;
import dev.tollgate.gateway.rig.RawBackend;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrottlingIT {

    @TempDir
    private Path directory;

    private final FakeTrafficManager traffic = new FakeTrafficManager();
    private final FakeUsage usage = new FakeUsage();
    private final RawBackend backend = new RawBackend();
    private final String authorization = "Bearer " + token();
    private final List<GatewayRig> gateways = new ArrayList<>();
    private FakeServices services;

    @BeforeEach
    void start() {
        services = new FakeServices(directory.resolve("ca"), traffic, usage);
        services.deployments.put(loopback(), item(petstore(backend.url())));
        services.keys.put(subscribed("Gold"));
        services.policies.put(
                policy("subscription", "Gold", 1000, OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL),
                policy("subscription", "Unauthenticated", 500, OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL));
        traffic.limit("app-petstore", 1000);
    }

    private GatewayRig gateway(int number) {
        GatewayRig gateway = GatewayRig.start(
                services, directory.resolve("gateway-" + number), "--tollgate.gateway.node-id=gateway-" + number);
        gateways.add(gateway);
        return gateway;
    }

    @AfterEach
    void stop() throws IOException {
        gateways.forEach(GatewayRig::close);
        services.close();
        backend.close();
    }

    private HttpResponse<String> call(GatewayRig gateway) {
        return gateway.get("/petstore/1.0.0/pet/1", "Authorization", authorization);
    }

    @Test
    void exactlyTheQuotaPassesOverTwoGatewaysAndTheRestIsToldWhenToComeBack() throws InterruptedException {
        List<GatewayRig> both = List.of(gateway(1), gateway(2));
        AtomicInteger passed = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 1300; i++) {
                GatewayRig gateway = both.get(i % 2);
                callers.execute(() -> {
                    int status = call(gateway).statusCode();
                    (status == 200 ? passed : refused).incrementAndGet();
                });
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(120, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(passed).hasValue(1000);
        assertThat(refused).hasValue(300);
        HttpResponse<String> answer = call(both.getFirst());
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("\"900804\"");
        assertThat(Long.parseLong(answer.headers().firstValue("Retry-After").orElse("0")))
                .isBetween(1L, 30L);
        assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"subscription\";q=1000;w=60");
        assertThat(answer.headers().firstValue("RateLimit").orElse("")).startsWith("\"subscription\";r=0;t=");
    }

    @Test
    void aPassedCallTellsTheLevelWithTheLeastRemaining() {
        HttpResponse<String> answer = call(gateway(1));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"subscription\";q=1000;w=60");
        assertThat(answer.headers().firstValue("RateLimit").orElse("")).startsWith("\"subscription\";r=999;t=");
    }

    @Test
    void whatWasLeasedAheadAndNotSpentIsGivenBack() {
        GatewayRig gateway = gateway(1);
        for (int i = 0; i < 300; i++) {
            assertThat(call(gateway).statusCode()).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> traffic.debited("app-petstore") == 300);
        assertThat(traffic.requests()).hasSizeLessThan(300);
    }

    @Test
    void whenNobodyDecidesThePolicysShareIsLetThroughAndDebitedLater() {
        GatewayRig gateway = gateway(1);
        assertThat(call(gateway).statusCode()).isEqualTo(200);
        await().until(() -> traffic.debited("app-petstore") == 1);
        traffic.undecided(true);
        int passed = 0;
        for (int i = 0; i < 700; i++) {
            int status = call(gateway).statusCode();
            assertThat(status).isIn(200, 429);
            passed += status == 200 ? 1 : 0;
        }
        assertThat(passed).as("half of what remained: two nodes are assumed").isEqualTo(499);
        traffic.undecided(false);
        await().atMost(Duration.ofSeconds(5)).until(() -> traffic.debited("app-petstore") == 500);
        assertThat(call(gateway).statusCode()).isEqualTo(200);
    }

    @Test
    void aDenyConditionRefusesAtOnceAndItsRemovalLetsPass() {
        GatewayRig gateway = gateway(1);
        services.policies.put(FeedItem.newBuilder()
                .setKey("deny/1")
                .setDenyCondition(DenyCondition.newBuilder()
                        .setId("1")
                        .setKind(DenyKind.DENY_KIND_APPLICATION)
                        .setValue("bob:app")
                        .setEnabled(true))
                .build());
        await().until(() -> call(gateway).statusCode() == 403);
        assertThat(call(gateway).body()).contains("\"900805\"");
        services.policies.remove("deny/1");
        await().until(() -> call(gateway).statusCode() == 200);
    }

    @Test
    void servedCallsAreReportedOnceAlsoWhenAReceiptWasLostAndAtAnOrderlyStop() {
        GatewayRig gateway = gateway(1);
        usage.failing(true);
        for (int i = 0; i < 20; i++) {
            call(gateway);
        }
        gateway.get("/nowhere");
        await().atMost(Duration.ofSeconds(10)).until(() -> usage.batches().size() >= 2);
        assertThat(usage.batches().stream().map(UsageBatch::getNumber).distinct())
                .containsExactly(1L);
        usage.failing(false);
        await().atMost(Duration.ofSeconds(10)).until(() -> usage.calls() == 21);
        call(gateway);
        gateways.clear();
        gateway.close();
        assertThat(usage.calls()).isEqualTo(22);
        assertThat(usage.batches().getLast().getLast()).isTrue();
        UsageEntry entry = usage.batches().getFirst().getEntriesList().stream()
                .filter(counted -> counted.getApiId().equals("petstore"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.getTarget()).isEqualTo("/pet/{petId}");
        assertThat(entry.getApplicationId()).isEqualTo("app");
        assertThat(entry.getStatus()).isEqualTo(200);
        assertThat(entry.getResponseBytes()).isEqualTo(entry.getCalls() * 4);
        assertThat(entry.getBackendLatency().getCountsList().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(entry.getCalls());
    }
}
