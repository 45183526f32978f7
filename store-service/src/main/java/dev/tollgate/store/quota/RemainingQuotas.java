package dev.tollgate.store.quota;

import dev.tollgate.contract.lease.LeaseLevel;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.contract.lease.LevelState;
import dev.tollgate.contract.lease.QuotaRequest;
import dev.tollgate.contract.lease.QuotasGrpc;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.subscription.Subscription;
import dev.tollgate.store.subscription.Subscriptions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Asks the Traffic Manager: it debits, so it knows. */
@Service
public class RemainingQuotas {

    private static final long DEADLINE_MS = 2000;

    private final Subscriptions subscriptions;
    private final QuotasGrpc.QuotasBlockingStub trafficManager;
    private final InstantSource clock;

    RemainingQuotas(Subscriptions subscriptions, InternalChannels channels, InstantSource clock) {
        this.subscriptions = subscriptions;
        this.trafficManager = QuotasGrpc.newBlockingStub(channels.to(Peer.TRAFFIC_MANAGER));
        this.clock = clock;
    }

    private record Asked(LeaseLevel level, @Nullable String apiId) {}

    public List<QuotaView> of(Application application, boolean sandbox) {
        var asked = new ArrayList<Asked>();
        asked.add(new Asked(
                level(
                        LevelKind.LEVEL_KIND_APPLICATION,
                        application.id().toString(),
                        application.throttlingPolicy(),
                        sandbox),
                null));
        for (Subscription subscription : subscriptions.ofApplication(application.id())) {
            asked.add(new Asked(
                    level(
                            LevelKind.LEVEL_KIND_SUBSCRIPTION,
                            subscription.id().toString(),
                            subscription.throttlingPolicy(),
                            sandbox),
                    subscription.apiId().toString()));
        }
        List<LevelState> states = trafficManager
                .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
                .read(QuotaRequest.newBuilder()
                        .addAllLevels(asked.stream().map(Asked::level).toList())
                        .build())
                .getLevelsList();
        var views = new ArrayList<QuotaView>();
        for (int i = 0; i < Math.min(asked.size(), states.size()); i++) {
            views.add(view(asked.get(i), states.get(i)));
        }
        return views;
    }

    private static LeaseLevel level(LevelKind kind, String key, String policy, boolean sandbox) {
        return LeaseLevel.newBuilder()
                .setKind(kind)
                .setKey(key)
                .setPolicy(policy)
                .setSandbox(sandbox)
                .build();
    }

    private QuotaView view(Asked asked, LevelState state) {
        String level = asked.level().getKind() == LevelKind.LEVEL_KIND_APPLICATION ? "APPLICATION" : "SUBSCRIPTION";
        if (state.getLimit() < 0) {
            return new QuotaView(level, asked.level().getPolicy(), asked.apiId(), -1, null, null, null);
        }
        return new QuotaView(
                level,
                asked.level().getPolicy(),
                asked.apiId(),
                state.getLimit(),
                state.getLimit() - state.getRemaining(),
                state.getRemaining(),
                clock.instant()
                        .plusMillis(state.getResetsInMs())
                        .truncatedTo(ChronoUnit.MILLIS)
                        .toString());
    }
}
