package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.Period;
import dev.tollgate.trafficmanager.policy.PeriodUnit;
import dev.tollgate.trafficmanager.policy.WindowKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With nothing crashed and nothing lost, not one call fewer passes than the limit says. */
class ExactlyTheLimitTest {

    private static final Period MINUTE = new Period(1, PeriodUnit.MINUTE);

    private final VirtualRedis redis = new VirtualRedis();

    private static Level sliding(String key, long calls) {
        return new Level(key, new Limit(calls, MINUTE, WindowKind.SLIDING));
    }

    @ParameterizedTest
    @CsvSource({"10,1", "10,4", "100,1", "100,4", "1000,2", "1000,8"})
    void exactlySoManyPassInThePeriodOverAnyNumberOfGateways(long limit, int gateways) {
        for (WindowKind window : List.of(WindowKind.SLIDING, WindowKind.CALENDAR)) {
            Level application = new Level("application", new Limit(limit, MINUTE, window));
            var world = new World(redis, limit + gateways, 0);
            var traffic = new Traffic(
                    world,
                    gateways,
                    0,
                    List.of(
                            List.of(sliding("a", limit * 10), application),
                            List.of(sliding("b", limit * 10), application)));

            traffic.arrive(limit / 5.0, 35_000_000, 2_000);
            world.runUntil(38_000_000);

            assertThat(traffic.admitted()).as("%s", window).isEqualTo(limit);
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,1", "1000,2", "1000,4"})
    void aFewCallsOverTheLimitAreEnoughForNothingToBeLeftOver(long limit, int gateways) {
        Level application = sliding("application", limit);
        var world = new World(redis, gateways, 0);
        var traffic = new Traffic(world, gateways, 300, List.of(List.of(application)));

        for (int i = 0; i < limit + 40; i++) {
            int call = i;
            world.at(i * 500L, () -> traffic.gateways.get(call % gateways).arrive(List.of(application), 1));
        }
        world.runUntil(3_000_000);

        assertThat(traffic.admitted()).isEqualTo(limit);
    }

    @Test
    void theAnnouncedMomentIsTheRightOne() {
        for (int gateways : List.of(1, 2, 8)) {
            Level application = sliding("application", 10);
            var world = new World(redis, gateways, 0);
            var traffic = new Traffic(world, gateways, 0, List.of(List.of(application)));
            for (int i = 0; i < 25; i++) {
                world.runUntil(i * 7_000L);
                traffic.gateways.get(i % gateways).arrive(List.of(sliding("api" + i % 3, 1000), application), 1);
            }
            world.runUntil(5_000_000);
            assertThat(traffic.admitted()).isEqualTo(10);

            world.runUntil(60_305_000);
            traffic.gateways.getFirst().arrive(List.of(sliding("api0", 1000), application), 1);
            world.runUntil(61_000_000);

            assertThat(traffic.admitted()).isEqualTo(11);
        }
    }

    @Test
    void warmCallsRarelyAskRedis() {
        Level application = sliding("application", 100_000);
        var world = new World(redis, 1, 0);
        var traffic = new Traffic(world, 1, 0, List.of(List.of(application)));

        traffic.arrive(1_000, 20_000_000, 20_000);
        world.runUntil(21_000_000);

        assertThat(traffic.admitted()).isEqualTo(traffic.arrived());
        assertThat((double) world.decisions / traffic.admitted()).isLessThan(0.05);
    }
}
