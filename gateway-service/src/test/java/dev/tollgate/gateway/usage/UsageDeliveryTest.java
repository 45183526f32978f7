package dev.tollgate.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.contract.usage.UsageBatch;
import dev.tollgate.contract.usage.UsageEntry;
import dev.tollgate.gateway.deployment.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageDeliveryTest {

    private final UsageRecorder recorder = new UsageRecorder();
    private final List<UsageBatch> received = new ArrayList<>();
    private boolean failing;
    private final List<UsageBatch> left = new ArrayList<>();
    private final UsageDelivery delivery = delivery("boot");

    private UsageDelivery delivery(String boot) {
        return new UsageDelivery(
                recorder,
                batch -> {
                    received.add(batch);
                    if (failing) {
                        throw new IllegalStateException("no receipt");
                    }
                },
                new Node("gateway-1", boot, "Default"),
                new UsageProperties(Duration.ofSeconds(2), Duration.ofSeconds(1), 2, Duration.ofMillis(300)),
                new UsageSpool() {
                    @Override
                    public List<UsageBatch> read() {
                        return List.copyOf(left);
                    }

                    @Override
                    public void write(List<UsageBatch> batches) {
                        left.clear();
                        left.addAll(batches);
                    }
                });
    }

    private void count(String api, int calls) {
        for (int i = 0; i < calls; i++) {
            recorder.record(new UsageKey(60, api, "GET", "/*", "app", false, 200, 0), 1, 10, 5_000, 3_000);
        }
    }

    @Test
    void callsOfOneKeyAreOneEntry() {
        count("a", 3);
        assertThat(delivery.deliverAll()).isTrue();
        UsageEntry entry = received.getFirst().getEntries(0);
        assertThat(entry.getCalls()).isEqualTo(3);
        assertThat(entry.getResponseBytes()).isEqualTo(30);
        assertThat(entry.getLatency().getBucketsList()).containsExactly(9);
        assertThat(entry.getBackendLatency().getCountsList()).containsExactly(3L);
    }

    @Test
    void aBatchWithoutReceiptIsDeliveredAgainAsItWasBeforeAnyOther() {
        count("a", 1);
        failing = true;
        assertThat(delivery.deliverAll()).isFalse();
        count("a", 5);
        assertThat(delivery.deliverAll()).isFalse();
        failing = false;
        assertThat(delivery.deliverAll()).isTrue();
        assertThat(received.stream().map(UsageBatch::getNumber)).containsExactly(1L, 1L, 1L, 2L);
        assertThat(received.get(2)).isEqualTo(received.getFirst());
        assertThat(received.getLast().getEntries(0).getCalls()).isEqualTo(5);
    }

    @Test
    void moreThanABatchHoldsGoesInSeveral() {
        count("a", 1);
        count("b", 1);
        count("c", 1);
        delivery.deliverAll();
        assertThat(received.stream().map(UsageBatch::getNumber)).containsExactly(1L, 2L);
        assertThat(received.stream().mapToInt(UsageBatch::getEntriesCount).sum())
                .isEqualTo(3);
    }

    @Test
    void anOrderlyStopDeliversTheRestAndSaysThatItWasTheLast() {
        delivery.start();
        count("a", 1);
        delivery.stop();
        assertThat(received.stream()
                        .flatMap(batch -> batch.getEntriesList().stream())
                        .mapToLong(UsageEntry::getCalls)
                        .sum())
                .isEqualTo(1);
        assertThat(received.getLast().getLast()).isTrue();
    }

    @Test
    void whatNobodyTookIsDeliveredByTheNextRunAsItWasToBe() {
        count("a", 1);
        failing = true;
        delivery.deliverAll();
        count("a", 2);
        count("b", 3);
        count("c", 4);
        delivery.start();
        delivery.stop();
        assertThat(left).extracting(UsageBatch::getNumber).startsWith(1L).doesNotHaveDuplicates();
        assertThat(left.getFirst()).isEqualTo(received.getFirst());
        assertThat(left.getLast().getLast()).isTrue();
        assertThat(calls(left)).isEqualTo(10);

        List<UsageBatch> owed = List.copyOf(left);
        received.clear();
        failing = false;
        UsageDelivery next = delivery("next boot");
        next.start();
        count("a", 5);
        assertThat(next.deliverAll()).isTrue();
        assertThat(received.subList(0, owed.size())).isEqualTo(owed);
        assertThat(calls(received)).isEqualTo(15);
        assertThat(left).isEmpty();
        next.stop();
        assertThat(left).isEmpty();
    }

    private static long calls(List<UsageBatch> batches) {
        return batches.stream()
                .flatMap(batch -> batch.getEntriesList().stream())
                .mapToLong(UsageEntry::getCalls)
                .sum();
    }
}
