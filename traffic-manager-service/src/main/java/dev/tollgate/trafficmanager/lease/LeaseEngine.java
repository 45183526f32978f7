package dev.tollgate.trafficmanager.lease;

import dev.tollgate.trafficmanager.lease.RedisClock.Credible;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Decides requests for permits, each by one call of the script {@code lease.lua}, which says how.
 *
 * <p>Requests given together go to Redis in their order and in one write. An answer comes within the time-out in any case:
 * {@link Decision#UNDECIDED} where Redis is away. A request that Redis gets to see later than that changes nothing, since its
 * time is not credible any more, or is answered alike when the same number comes again.
 */
final class LeaseEngine {

    private static final int NOT_CREDIBLE = 101;
    private static final int WRONG_WINDOWS = 102;
    private static final int HEAD = 7;

    /** A busy machine may take long from saying what is credible until Redis reads it; the time-out ends the matter. */
    private static final int TRIES = 4;

    private final RedisLink link;
    private final RedisClock clock;
    private final LeaseScript script;
    private final LeaseCall call;
    private CompletableFuture<String> loading = CompletableFuture.completedFuture("");
    private final LeaseProperties properties;
    private final LeaseMetrics metrics;

    LeaseEngine(
            RedisLink link, RedisClock clock, LeaseScript script, LeaseProperties properties, LeaseMetrics metrics) {
        this.link = link;
        this.clock = clock;
        this.script = script;
        this.properties = properties;
        this.call = new LeaseCall(properties.keyPrefix(), properties.usefulLife(), properties.keepAfterUse());
        this.metrics = metrics;
    }

    /** One answer for each request, in their order; none of them ever fails. */
    List<CompletableFuture<Decision>> decide(List<LeaseAsk> asks) {
        Optional<Credible> credible = clock.credible();
        StatefulRedisConnection<String, String> connection = link.connection();
        if (connection == null || credible.isEmpty()) {
            return asks.stream().map(ask -> undecided()).toList();
        }
        var commands = new ArrayList<RedisCommand<String, String, ?>>(asks.size());
        var decisions = new ArrayList<CompletableFuture<Decision>>(asks.size());
        long started = System.nanoTime();
        for (LeaseAsk ask : asks) {
            long around = credible.get().middle();
            AsyncCommand<String, String, List<Long>> command =
                    script.call(keys(ask), arguments(ask, credible.get(), around));
            commands.add(command);
            decisions.add(settle(ask, command, TRIES)
                    .completeOnTimeout(Decision.UNDECIDED, properties.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete(
                            (decision, none) -> metrics.decided(decision, ask.levels(), System.nanoTime() - started)));
        }
        try {
            connection.dispatch(commands);
        } catch (RuntimeException rejected) {
            commands.forEach(command -> command.completeExceptionally(rejected));
        }
        return decisions;
    }

    /** How levels stand now, nothing debited. */
    CompletableFuture<Decision> look(List<Level> levels) {
        return decide(List.of(LeaseAsk.look(levels))).getFirst();
    }

    /**
     * Forgets what was debited from these levels, whatever their windows. Permits lent at this moment are still spent.
     *
     * @return how many had been in use; fails where Redis is away
     */
    CompletableFuture<Long> reset(List<String> levelKeys) {
        StatefulRedisConnection<String, String> connection = link.connection();
        if (connection == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("Redis does not answer"));
        }
        String[] keys =
                levelKeys.stream().flatMap(key -> call.everyKey(key).stream()).toArray(String[]::new);
        return connection
                .async()
                .del(keys)
                .toCompletableFuture()
                .orTimeout(properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Decision> undecided() {
        metrics.decided(Decision.UNDECIDED, List.of(), 0);
        return CompletableFuture.completedFuture(Decision.UNDECIDED);
    }

    private CompletableFuture<Decision> settle(
            LeaseAsk ask, AsyncCommand<String, String, List<Long>> command, int tries) {
        return command.thenCompose(answer -> settle(ask, answer, tries))
                .exceptionallyCompose(failure -> tries > 1 && cause(failure) instanceof RedisNoScriptException
                        ? load().thenCompose(loaded -> repeat(ask, 0, tries - 1))
                                .exceptionally(again -> Decision.UNDECIDED)
                        : CompletableFuture.completedFuture(Decision.UNDECIDED));
    }

    private CompletableFuture<Decision> settle(LeaseAsk ask, List<Long> answer, int tries) {
        int status = answer.getFirst().intValue();
        if (status == NOT_CREDIBLE) {
            link.lookNow(); // the way to Redis took long, or its clock has jumped
            return tries > 1 ? repeat(ask, 0, tries - 1) : CompletableFuture.completedFuture(Decision.UNDECIDED);
        }
        if (status == WRONG_WINDOWS) {
            // a level's high-water mark is ahead of the clock: its window is the one that counts
            return tries > 1
                    ? repeat(ask, answer.get(HEAD - 1), tries - 1)
                    : CompletableFuture.completedFuture(Decision.UNDECIDED);
        }
        return CompletableFuture.completedFuture(read(answer));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** Redis has forgotten the script: told once, however many requests found out at the same time. */
    private synchronized CompletableFuture<String> load() {
        StatefulRedisConnection<String, String> connection = link.connection();
        if (loading.isDone() && connection != null) {
            loading = connection.async().scriptLoad(script.text()).toCompletableFuture();
        }
        return loading;
    }

    private CompletableFuture<Decision> repeat(LeaseAsk ask, long around, int tries) {
        Optional<Credible> credible = clock.credible();
        StatefulRedisConnection<String, String> connection = link.connection();
        if (connection == null || credible.isEmpty()) {
            return CompletableFuture.completedFuture(Decision.UNDECIDED);
        }
        long moment = around > 0 ? around : credible.get().middle();
        AsyncCommand<String, String, List<Long>> command =
                script.call(keys(ask), arguments(ask, credible.get(), moment));
        CompletableFuture<Decision> decision = settle(ask, command, tries);
        try {
            connection.dispatch(command);
        } catch (RuntimeException rejected) {
            command.completeExceptionally(rejected);
        }
        return decision;
    }

    private List<String> keys(LeaseAsk ask) {
        return call.keys(ask, link.clockKey());
    }

    private LeaseScript.Arguments arguments(LeaseAsk ask, Credible credible, long around) {
        // a little early: the decision's moment may be as much before the expected one
        long early = around - 2 * properties.clockTolerance().toMillis();
        return args ->
                call.arguments(args, ask, properties.life().toMillis(), credible.earliest(), credible.latest(), early);
    }

    static Decision read(List<Long> answer) {
        Decision.Status status = status(answer.getFirst());
        if (status == Decision.Status.UNDECIDED) {
            return Decision.UNDECIDED;
        }
        var levels = new ArrayList<Decision.Reading>((answer.size() - HEAD) / 2);
        for (int i = HEAD; i + 1 < answer.size(); i += 2) {
            levels.add(new Decision.Reading(answer.get(i), answer.get(i + 1)));
        }
        return new Decision(
                status, answer.get(1), answer.get(2), (int) (answer.get(3) - 1), answer.get(4), answer.get(5), levels);
    }

    private static Decision.Status status(long status) {
        return switch ((int) status) {
            case 1 -> Decision.Status.GRANTED;
            case 2 -> Decision.Status.REFUSED;
            case 3 -> Decision.Status.NOTHING_AHEAD;
            case 4 -> Decision.Status.STALE;
            case 5 -> Decision.Status.HOLD;
            default -> Decision.Status.UNDECIDED;
        };
    }
}
