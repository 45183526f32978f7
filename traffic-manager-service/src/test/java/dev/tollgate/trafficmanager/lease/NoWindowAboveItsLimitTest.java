package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.Period;
import dev.tollgate.trafficmanager.policy.PeriodUnit;
import dev.tollgate.trafficmanager.policy.WindowKind;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever the traffic, the network, the number of gateways and their crashes: no window ever admits more than its limit, by the
 * true moments at which calls passed.
 */
class NoWindowAboveItsLimitTest {

    private static final int MOST_ARRIVALS = 900;
    private static final double LOST_DOUBLED_LATE = 0.08;

    private final VirtualRedis redis = new VirtualRedis();

    /** One run: how an application and two APIs are limited, and how many times over that is demanded. */
    record Scenario(Limit application, Limit api, Limit otherApi, int gateways, double demand, long seed) {}

    @Property(tries = 120, shrinking = ShrinkingMode.OFF)
    void noWindowEverAdmitsMoreThanItsLimit(@ForAll("scenarios") Scenario scenario) {
        Level application = new Level("application", scenario.application());
        Level api = new Level("api", scenario.api());
        Level other = new Level("other", scenario.otherApi());
        var world = new World(redis, scenario.seed(), LOST_DOUBLED_LATE);
        var traffic = new Traffic(
                world,
                scenario.gateways(),
                scenario.seed() % 2 == 0 ? 0 : 300,
                List.of(List.of(application), List.of(api, application), List.of(other, application)));
        long period = scenario.application().period().length().toMillis() * 1000;
        long micros = Math.clamp(period * 5 / 2, 10_000_000, 200_000_000);
        double rate = scenario.demand() * scenario.application().calls() * 1e6 / period;

        traffic.arrive(rate, micros, MOST_ARRIVALS);
        traffic.crash(6, micros);
        traffic.cutOff(3, micros);
        world.runUntil(micros + 2_000_000);

        for (Level level : traffic.levels()) {
            assertThat(Oracle.violation(level.limit(), world.spent(level)))
                    .as("%s of %s", level, scenario)
                    .isEmpty();
        }
        assertThat(world.decisions).as("the run must test something").isPositive();
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Combinators.combine(
                        limits(),
                        limits(),
                        limits(),
                        Arbitraries.of(1, 2, 4, 8),
                        Arbitraries.doubles().between(0.8, 4),
                        Arbitraries.longs().between(1, 1_000_000))
                .as(Scenario::new);
    }

    private static Arbitrary<Limit> limits() {
        Arbitrary<Long> calls = Arbitraries.of(1L, 3L, 10L, 60L, 100L, 300L, 1_000L, 20_000L);
        Arbitrary<Period> periods = Arbitraries.of(
                new Period(1, PeriodUnit.SECOND),
                new Period(2, PeriodUnit.SECOND),
                new Period(10, PeriodUnit.SECOND),
                new Period(1, PeriodUnit.MINUTE));
        return Combinators.combine(calls, periods, Arbitraries.of(WindowKind.class))
                .as(Limit::new);
    }
}
