package dev.tollgate.store.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsageIT {

    private static final RunningStore STORE = RunningStore.get();

    @Test
    void usageIsAddedUpByTimeAndGroupWithPercentilesOfTheWhole() {
        String application = STORE.application("bob");
        UUID api = OthersViews.api("Used" + System.nanoTime());
        // 1,000 µs is in bucket 39, 100,000 µs in bucket 66
        row(application, api, "2026-03-01T10:00:00Z", 200, 0, 90, 39);
        row(application, api, "2026-03-01T10:01:00Z", 200, 0, 5, 66);
        row(application, api, "2026-03-01T10:01:00Z", 429, 900804, 3, 39);
        row(application, api, "2026-03-01T10:01:00Z", 500, 0, 2, 66);
        String span = "/usage?from=2026-03-01T10:00:00Z&to=2026-03-01T11:00:00Z";

        var hour = STORE.get("bob", "/applications/" + application + span + "&by=hour");
        assertThat(hour.status()).isEqualTo(200);
        assertThat(hour.body().path("list").size()).isEqualTo(1);
        assertThat(hour.text("/list/0/start")).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(hour.text("/list/0/calls")).isEqualTo("100");
        assertThat(hour.text("/list/0/throttled")).isEqualTo("3");
        assertThat(hour.text("/list/0/errors")).isEqualTo("2");
        assertThat(hour.body().at("/list/0/p50").asDouble()).isCloseTo(1, within(0.2));
        assertThat(hour.body().at("/list/0/p95").asDouble()).isCloseTo(100, within(15.0));

        assertThat(STORE.get("bob", "/applications/" + application + span + "&by=minute")
                        .body()
                        .path("list")
                        .size())
                .isEqualTo(2);
        var byStatus = STORE.get("bob", "/applications/" + application + span + "&by=day&group=status");
        assertThat(byStatus.text("/list/1/group")).isEqualTo("429");
        assertThat(byStatus.text("/list/1/calls")).isEqualTo("3");
        assertThat(STORE.get("carol", "/applications/" + application + span).status())
                .isEqualTo(404);
        assertThat(STORE.get("bob", "/applications/" + application + "/usage?from=x")
                        .status())
                .isEqualTo(400);
        assertThat(STORE.get("bob", "/applications/" + application + "/usage")
                        .body()
                        .path("list")
                        .size())
                .isZero();
    }

    @Test
    void theQuotaIsWhatTheTrafficManagerSays() {
        String application = STORE.application("bob");
        UUID api = OthersViews.api("Quota" + System.nanoTime());
        STORE.post(
                "bob",
                "/subscriptions",
                java.util.Map.of("applicationId", application, "apiId", api, "throttlingPolicy", "Gold"));
        var quota = STORE.get("bob", "/applications/" + application + "/quota");
        assertThat(quota.status()).isEqualTo(200);
        assertThat(quota.text("/0/level")).isEqualTo("APPLICATION");
        assertThat(quota.text("/0/policy")).isEqualTo("10PerMin");
        assertThat(quota.text("/0/limit")).isEqualTo("10");
        assertThat(quota.text("/0/used")).isEqualTo("3");
        assertThat(quota.text("/0/remaining")).isEqualTo("7");
        assertThat(quota.text("/1/apiId")).isEqualTo(api.toString());
        assertThat(quota.text("/1/limit")).isEqualTo("-1");
        assertThat(STORE.get("carol", "/applications/" + application + "/quota").status())
                .isEqualTo(404);
    }

    private static void row(
            String application, UUID api, String minute, int status, int refusal, long calls, int bucket) {
        OthersViews.with(
                "traffic-manager",
                database -> database.sql("""
                    INSERT INTO traffic.usage_v1 VALUES (?::timestamptz, ?, 'GET', '/pets', ?, false, ?, ?, ?, 0, 0,
                        ARRAY[?]::int[], ARRAY[?]::bigint[])
                    """)
                        .params(minute, api.toString(), application, status, refusal, calls, bucket, calls)
                        .update());
    }
}
