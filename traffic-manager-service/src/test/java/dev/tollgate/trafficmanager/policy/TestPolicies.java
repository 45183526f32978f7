package dev.tollgate.trafficmanager.policy;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Policies for tests. */
public final class TestPolicies {

    private static final Period MINUTE = new Period(1, PeriodUnit.MINUTE);

    private TestPolicies() {}

    /** Gold, Spiky (with a burst of 5 a second), 10PerMin, Exact, and an Unlimited one a level. */
    public static PolicyBook book() {
        var book = new PolicyBook();
        book.replace(List.of(
                policy(PolicyLevel.SUBSCRIPTION, "Gold", Limit.of(5000, MINUTE), null, EngineMode.LEASED),
                policy(
                        PolicyLevel.SUBSCRIPTION,
                        "Spiky",
                        Limit.of(5000, MINUTE),
                        Limit.of(5, new Period(1, PeriodUnit.SECOND)),
                        EngineMode.LEASED),
                policy(PolicyLevel.APPLICATION, "10PerMin", Limit.of(10, MINUTE), null, EngineMode.LEASED),
                policy(PolicyLevel.APPLICATION, "Exact", Limit.of(1000, MINUTE), null, EngineMode.EXACT),
                policy(PolicyLevel.SUBSCRIPTION, "Unlimited", null, null, EngineMode.LEASED),
                policy(PolicyLevel.APPLICATION, "Unlimited", null, null, EngineMode.LEASED),
                policy(PolicyLevel.ADVANCED, "Unlimited", null, null, EngineMode.LEASED)));
        return book;
    }

    private static ThrottlingPolicy policy(
            PolicyLevel level, String name, @Nullable Limit limit, @Nullable Limit burst, EngineMode engine) {
        return new ThrottlingPolicy(
                UUID.randomUUID(),
                level,
                name,
                name,
                "",
                limit,
                burst,
                engine,
                OutageBehaviour.LOCAL,
                SubscriptionTerms.NONE,
                null);
    }
}
