package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.key.Application;
import dev.tollgate.contract.key.Subscription;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.contract.policy.QuotaUnit;
import dev.tollgate.contract.policy.ThrottlingPolicy;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Whether a call passes its limits: at once from permits held or refusals known, else after a question. */
public final class Throttle implements AutoCloseable {

    /** The tier of calls that need no key, counted by client address (WSO2's name). */
    private static final String UNAUTHENTICATED = "Unauthenticated";

    private final Policies policies;
    private final LeaseAgent agent;
    private final InstantSource clock;
    private final int nodes;
    private final Map<LevelKey, LevelGate> gates = new ConcurrentHashMap<>();
    private final AtomicLong vectors = new AtomicLong();

    Throttle(Policies policies, LeaseLink link, ThrottleProperties properties, InstantSource clock) {
        this.policies = policies;
        this.clock = clock;
        this.nodes = properties.assumedNodes();
        this.agent = new LeaseAgent(properties, link, this::forget);
        agent.start();
    }

    /** Whether a deny condition is in force for this call. */
    public boolean denied(String api, @Nullable Application application, @Nullable String user, InetAddress client) {
        Denials denials = policies.denials();
        return !denials.isEmpty()
                && denials.deny(
                        api,
                        application == null ? null : application.getOwner() + ":" + application.getName(),
                        user,
                        client,
                        clock.millis());
    }

    /** The permits for calls of this subscription at this point. */
    public PermitStore store(
            ThrottlePoint point, Subscription subscription, Application application, boolean sandbox, CallFacts call) {
        return store(
                point,
                call,
                sandbox,
                subscription.getSubscriptionId(),
                subscription.getThrottlingPolicy(),
                application.getApplicationId(),
                application.getThrottlingPolicy());
    }

    /** The permits for calls without a key from this address. */
    public PermitStore store(ThrottlePoint point, InetAddress client, CallFacts call) {
        return store(point, call, false, point.apiId() + ":" + client.getHostAddress(), UNAUTHENTICATED, "", "");
    }

    private PermitStore store(
            ThrottlePoint point,
            CallFacts call,
            boolean sandbox,
            String subscriptionKey,
            String tier,
            String applicationKey,
            String applicationPolicy) {
        Map<String, PermitStore> stores = point.stores(sandbox);
        Object current = policies.state();
        Map<LevelKey, CustomRule> rules = rules(call);
        String home = rules.isEmpty() ? subscriptionKey : subscriptionKey + rules.keySet();
        PermitStore store = stores.get(home);
        if (store == null || !store.basis().is(current, tier, applicationPolicy)) {
            PermitStore.Basis basis = new PermitStore.Basis(current, tier, applicationPolicy);
            PermitStore made = make(point, sandbox, subscriptionKey, applicationKey, basis, rules, home);
            if (!made.unlimited()) {
                stores.put(home, made);
                agent.adopt(made);
            } else if (!applicationKey.isEmpty()) {
                stores.put(home, made); // as many as there are subscriptions; addresses are without number
            }
            return made;
        }
        return store;
    }

    /** The custom rules that count this call, by its counters; evaluated on each call, where there are any. */
    private Map<LevelKey, CustomRule> rules(CallFacts call) {
        Collection<CustomRule> all = policies.rules();
        if (all.isEmpty()) {
            return Map.of();
        }
        Map<LevelKey, CustomRule> matching = new LinkedHashMap<>();
        for (CustomRule rule : all) {
            LevelKey level = rule.level(call);
            if (level != null && !rule.policy().getUnlimited()) {
                matching.put(level, rule);
            }
        }
        return matching;
    }

    private PermitStore make(
            ThrottlePoint point,
            boolean sandbox,
            String subscriptionKey,
            String applicationKey,
            PermitStore.Basis basis,
            Map<LevelKey, CustomRule> rules,
            String home) {
        List<LevelGate> levels = new ArrayList<>(4);
        if (!point.policy().isEmpty()) {
            add(levels, point.kind(), point.key(), point.policy(), policies.advanced(point.policy()), sandbox);
        }
        ThrottlingPolicy tier = policies.subscription(basis.tier());
        add(levels, LevelKind.LEVEL_KIND_SUBSCRIPTION, subscriptionKey, basis.tier(), tier, sandbox);
        if (tier != null && tier.getBurstLimit() > 0 && tier.getBurstPeriodMs() > 0) {
            levels.add(gate(
                    new LevelKey(LevelKind.LEVEL_KIND_BURST, subscriptionKey, basis.tier(), sandbox),
                    tier.getBurstLimit(),
                    tier.getBurstPeriodMs(),
                    tier));
        }
        if (!applicationKey.isEmpty()) {
            add(
                    levels,
                    LevelKind.LEVEL_KIND_APPLICATION,
                    applicationKey,
                    basis.applicationPolicy(),
                    policies.application(basis.applicationPolicy()),
                    sandbox);
        }
        rules.forEach((level, rule) ->
                levels.add(gate(level, rule.policy().getLimit(), rule.policy().getPeriodMs(), rule.policy())));
        return new PermitStore(
                Long.toString(vectors.incrementAndGet(), 36), basis, levels, agent, point.stores(sandbox), home);
    }

    /** A policy that this node does not know limits as if it allowed nothing: the Traffic Manager is asked, and says so. */
    private void add(
            List<LevelGate> levels,
            LevelKind kind,
            String key,
            String name,
            @Nullable ThrottlingPolicy policy,
            boolean sandbox) {
        if (name.isEmpty() || name.equals("Unlimited") || (policy != null && policy.getUnlimited())) {
            return;
        }
        if (policy == null) {
            levels.add(gate(new LevelKey(kind, key, name, sandbox), 1, 60_000, ThrottlingPolicy.getDefaultInstance()));
        } else {
            levels.add(gate(new LevelKey(kind, key, name, sandbox), policy.getLimit(), policy.getPeriodMs(), policy));
        }
    }

    private LevelGate gate(LevelKey key, long limit, long periodMs, ThrottlingPolicy policy) {
        Duration period = Duration.ofMillis(Math.max(1, periodMs));
        // a burst is of calls, whatever its tier counts
        boolean bytes = policy.getUnit() == QuotaUnit.QUOTA_UNIT_BANDWIDTH && key.kind() != LevelKind.LEVEL_KIND_BURST;
        LevelGate gate = gates.compute(
                key,
                (same, held) -> held != null && held.is(limit, period, policy.getOnOutage(), bytes)
                        ? held
                        : new LevelGate(key, limit, period, policy.getOnOutage(), nodes, bytes));
        gate.users().incrementAndGet();
        return gate;
    }

    private void forget(PermitStore store) {
        if (!store.forget()) {
            return;
        }
        for (LevelGate gate : store.gates()) {
            if (gate.users().decrementAndGet() <= 0) {
                gates.remove(gate.key(), gate);
            }
        }
    }

    /** An answer from what is known here; null: the call has to wait. */
    public @Nullable Decision decide(PermitStore store) {
        if (store.unlimited()) {
            return Decision.UNLIMITED;
        }
        long now = System.nanoTime();
        store.used(now);
        if (store.take(now)) {
            return store.passed(now);
        }
        LevelGate refusing = store.refusing(now);
        return refusing == null ? null : store.refused(refusing, now);
    }

    /** A call that passed is over: the bytes of its bodies, for levels that count them. */
    public void moved(PermitStore store, long bytes) {
        if (store.countsBytes() && bytes > 0) {
            agent.moved(store, bytes);
        }
    }

    /** Waits for a permit or a refusal, never longer than the configured patience; goes on by this executor. */
    public Mono<Decision> await(PermitStore store, Executor executor) {
        return Mono.create(sink -> agent.await(store, decision -> executor.execute(() -> sink.success(decision))));
    }

    /** Whether limits cannot be asked of the Traffic Manager now. */
    public boolean outage() {
        return agent.outage();
    }

    @Override
    public void close() {
        agent.close();
    }
}
