package dev.tollgate.trafficmanager.lease;

import dev.tollgate.trafficmanager.lease.World.Spending;
import dev.tollgate.trafficmanager.policy.Limit;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Whether what passed kept to a limit, judged by the true moments at which it passed and without any knowledge of leases: a
 * brute-force log for sliding windows, Bucket4j's own local bucket for the others.
 */
final class Oracle {

    private Oracle() {}

    /** Empty where the limit was kept; otherwise where it was not. */
    static Optional<String> violation(Limit limit, List<Spending> spent) {
        return switch (limit.window()) {
            case SLIDING -> log(limit, spent);
            case BUCKET ->
                bucket(
                        spent,
                        Bandwidth.builder()
                                .capacity(limit.calls())
                                .refillGreedy(limit.calls(), limit.period().length())
                                .build());
            case CALENDAR ->
                bucket(
                        spent,
                        Bandwidth.builder()
                                .capacity(limit.calls())
                                .refillIntervallyAligned(
                                        limit.calls(),
                                        limit.period().length(),
                                        Instant.ofEpochMilli(CalendarWindows.around(limit.period(), VirtualRedis.EPOCH)
                                                .second()))
                                .initialTokens(limit.calls())
                                .build());
        };
    }

    private static Optional<String> log(Limit limit, List<Spending> spent) {
        long period = limit.period().length().toMillis() * 1000;
        var within = new ArrayDeque<Spending>();
        long calls = 0;
        for (Spending spending : spent) {
            within.add(spending);
            calls += spending.calls();
            while (within.getFirst().micros() <= spending.micros() - period) {
                calls -= within.removeFirst().calls();
            }
            if (calls > limit.calls()) {
                return Optional.of(calls + " of " + limit.calls() + " within a period, at " + spending);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> bucket(List<Spending> spent, Bandwidth bandwidth) {
        var time = new SettableTime();
        Bucket bucket = Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(bandwidth)
                .build();
        for (Spending spending : spent) {
            time.micros = VirtualRedis.EPOCH * 1000 + spending.micros();
            if (!bucket.tryConsume(spending.calls())) {
                return Optional.of(spending.calls() + " more than the bucket's " + bucket.getAvailableTokens() + " at "
                        + spending);
            }
        }
        return Optional.empty();
    }

    private static final class SettableTime implements TimeMeter {
        private long micros = VirtualRedis.EPOCH * 1000;

        @Override
        public long currentTimeNanos() {
            return micros * 1000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
