package dev.tollgate.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.GrantStatus;
import dev.tollgate.contract.lease.LeaseRequest;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.contract.policy.OutageBehaviour;
import dev.tollgate.gateway.error.GatewayError;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseAgentTest {

    private final Link link = new Link();
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();
    private final LeaseAgent agent = new LeaseAgent(
            new ThrottleProperties(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2),
                    10,
                    Duration.ofMillis(300),
                    2,
                    Duration.ofSeconds(60)),
            link,
            forgotten -> {});

    /** Keeps what is sent; answers when a test says so. */
    private static final class Link implements LeaseLink {
        private final List<LeaseRequest> sent = new CopyOnWriteArrayList<>();
        private Consumer<List<Grant>> grants = all -> {};
        private Runnable lost = () -> {};

        @Override
        public void start(Consumer<List<Grant>> onGrants, Runnable onLost, Runnable onOpened) {
            grants = onGrants;
            lost = onLost;
        }

        @Override
        public void send(List<LeaseRequest> requests) {
            sent.addAll(requests);
        }

        @Override
        public void close() {}

        LeaseRequest request(int index) {
            await().until(() -> sent.size() > index);
            return sent.get(index);
        }

        void grant(LeaseRequest request, GrantStatus status, long granted, Consumer<Grant.Builder> more) {
            Grant.Builder grant = Grant.newBuilder()
                    .setVector(request.getVector())
                    .setNumber(request.getNumber())
                    .setStatus(status)
                    .setGranted(granted)
                    .setLifeMs(1000);
            more.accept(grant);
            grants.accept(List.of(grant.build()));
        }
    }

    private PermitStore store(OutageBehaviour onOutage) {
        return store(onOutage, false);
    }

    private PermitStore store(OutageBehaviour onOutage, boolean bytes) {
        LevelGate gate = new LevelGate(
                new LevelKey(LevelKind.LEVEL_KIND_SUBSCRIPTION, "s", "Gold", false),
                10,
                Duration.ofMinutes(1),
                onOutage,
                2,
                bytes);
        agent.start();
        return new PermitStore(
                "v", new PermitStore.Basis("", "Gold", ""), List.of(gate), agent, new ConcurrentHashMap<>(), "s");
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private void call(PermitStore store, int times) {
        for (int i = 0; i < times; i++) {
            agent.await(store, decisions::add);
        }
    }

    private long passed() {
        return decisions.stream().filter(decision -> decision.refusal() == null).count();
    }

    @Test
    void callsThatComeWhileOneIsAskedForShareTheNextRequest() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL);
        call(store, 1);
        LeaseRequest first = link.request(0);
        assertThat(first.getWaiting()).isEqualTo(1);
        call(store, 5);
        link.grant(first, GrantStatus.GRANT_STATUS_GRANTED, 1, grant -> {});
        LeaseRequest second = link.request(1);
        assertThat(second.getWaiting()).isEqualTo(5);
        assertThat(second.getNumber()).isGreaterThan(first.getNumber());
        link.grant(second, GrantStatus.GRANT_STATUS_GRANTED, 5, grant -> {});
        await().until(() -> passed() == 6);
    }

    @Test
    void aPartialGrantPassesSoManyAndRefusesTheOthersUntilTheMomentNamed() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL);
        call(store, 1);
        link.request(0);
        call(store, 4);
        link.grant(link.request(0), GrantStatus.GRANT_STATUS_GRANTED, 1, grant -> {});
        link.grant(link.request(1), GrantStatus.GRANT_STATUS_REFUSED, 2, grant -> grant.setRetryAfterMs(30_000));
        await().until(() -> decisions.size() == 5);
        assertThat(passed()).isEqualTo(3);
        assertThat(decisions.getLast().refusal()).isEqualTo(GatewayError.THROTTLED_SUBSCRIPTION);
        assertThat(decisions.getLast().retryAfterSeconds()).isEqualTo(30);
        call(store, 1);
        await().until(() -> decisions.size() == 6);
        assertThat(link.sent).as("refused here").hasSize(2);
    }

    @Test
    void refusedCallsWaitForWhatComesFreeSoon() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL);
        call(store, 1);
        link.grant(
                link.request(0),
                GrantStatus.GRANT_STATUS_REFUSED,
                0,
                grant -> grant.setRetryAfterMs(50).setFreeAtRetry(1));
        LeaseRequest again = link.request(1);
        assertThat(decisions).isEmpty();
        link.grant(again, GrantStatus.GRANT_STATUS_GRANTED, 1, grant -> {});
        await().until(() -> passed() == 1);
    }

    @Test
    void anUnansweredRequestIsRepeatedWithItsNumberAndThenGivenUpAndCancelled() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_CLOSED);
        call(store, 1);
        LeaseRequest first = link.request(0);
        call(store, 2);
        assertThat(link.request(1)).isEqualTo(first);
        await().until(() -> decisions.size() == 3);
        assertThat(decisions.getFirst().refusal()).as("closed").isEqualTo(GatewayError.THROTTLED_SUBSCRIPTION);
        await().until(() -> link.sent.getLast().getReturnsList().stream()
                .anyMatch(back -> back.getNumber() == first.getNumber() && back.getUnused() == -1));
    }

    @Test
    void callsThatCameWhileAQuestionWentUndecidedAreAnsweredToo() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL);
        call(store, 1);
        LeaseRequest first = link.request(0);
        call(store, 7);
        link.grant(first, GrantStatus.GRANT_STATUS_UNSPECIFIED, 0, grant -> {});
        await().until(() -> decisions.size() == 8);
        assertThat(passed()).as("half of ten, for two nodes").isEqualTo(5);
    }

    @Test
    void whatIsNotSpentInTimeIsReturned() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL);
        call(store, 1);
        link.grant(link.request(0), GrantStatus.GRANT_STATUS_GRANTED, 5, grant -> {});
        await().until(() -> passed() == 1);
        assertThat(store.take(System.nanoTime())).isTrue();
        await().until(() -> link.sent.stream()
                .flatMap(request -> request.getReturnsList().stream())
                .anyMatch(back -> back.getUnused() == 3));
    }

    @Test
    void whatACallHasMovedIsToldOnceAndBeforeTheNextCallsQuestion() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL, true);
        call(store, 1);
        link.grant(link.request(0), GrantStatus.GRANT_STATUS_GRANTED, 1, grant -> {});
        await().until(() -> passed() == 1);
        agent.moved(store, 700);
        LeaseRequest told = link.request(1);
        assertThat(told.getSpent()).isEqualTo(700);
        agent.moved(store, 30);
        agent.moved(store, 5);
        call(store, 1);
        link.grant(told, GrantStatus.GRANT_STATUS_GRANTED, 0, grant -> {});
        LeaseRequest next = link.request(2);
        assertThat(next.getSpent()).isEqualTo(35);
        assertThat(next.getWaiting()).isEqualTo(1);
    }

    @Test
    void whatWasMovedAloneCountsAgainstTheShareAndIsToldAfterwards() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL, true);
        link.lost.run();
        call(store, 1);
        await().until(() -> passed() == 1);
        agent.moved(store, 4);
        call(store, 1);
        await().until(() -> passed() == 2);
        agent.moved(store, 50);
        call(store, 1);
        await().until(() -> decisions.size() == 3);
        assertThat(passed()).as("five bytes were this node's share").isEqualTo(2);
        await().until(() -> link.sent.stream().mapToLong(LeaseRequest::getSpent).sum() > 0);
        LeaseRequest lost = link.sent.getLast();
        link.grant(lost, GrantStatus.GRANT_STATUS_UNSPECIFIED, 0, grant -> {});
        await().until(() -> link.sent.getLast().getSpent() == 54);
    }

    @Test
    void anOutageThatComesAndGoesRenewsNoShareAndForgetsNoDebt() {
        PermitStore store = store(OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL);
        link.lost.run();
        call(store, 8);
        await().until(() -> decisions.size() == 8);
        assertThat(passed()).as("half of ten, for two nodes").isEqualTo(5);

        await().until(() -> !link.sent.isEmpty());
        LeaseRequest settling = link.sent.getLast();
        assertThat(settling.getWaiting()).isEqualTo(5);
        link.grant(settling, GrantStatus.GRANT_STATUS_HOLD, 0, grant -> grant.setRetryAfterMs(1));
        await().until(() -> link.sent.getLast().getNumber() > settling.getNumber());
        assertThat(link.sent.getLast().getWaiting()).as("still to be debited").isEqualTo(5);

        link.lost.run();
        call(store, 3);
        await().until(() -> decisions.size() == 11);
        assertThat(passed()).as("the share is spent").isEqualTo(5);
    }
}
