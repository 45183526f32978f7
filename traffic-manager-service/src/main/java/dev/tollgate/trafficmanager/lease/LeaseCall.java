package dev.tollgate.trafficmanager.lease;

import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.QuotaUnit;
import dev.tollgate.trafficmanager.policy.WindowKind;
import io.lettuce.core.protocol.CommandArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys and arguments of {@code lease.lua}, which documents them.
 *
 * @param prefix in braces before every key: all keys share one hash slot
 */
record LeaseCall(String prefix, Duration usefulLife, Duration keepAfterUse) {

    /** A sub-window is a 240th of the period, and never below 250 ms. */
    private static final long MOST_SUB_WINDOWS = 240;

    private static final long SHORTEST_SUB_WINDOW_MILLIS = 250;

    List<String> keys(LeaseAsk ask, String clockKey) {
        var keys = new ArrayList<String>(ask.levels().size() + 2);
        keys.add(clockKey);
        keys.add("{" + prefix + "}:held:" + ask.holder());
        for (Level level : ask.levels()) {
            keys.add(key(level));
        }
        return keys;
    }

    String key(Level level) {
        return key(letter(level.limit()), level.key());
    }

    /** The keys that a level may have: one for each kind of window and unit. */
    List<String> everyKey(String levelKey) {
        return Arrays.stream(WindowKind.values())
                .flatMap(window -> Arrays.stream(QuotaUnit.values()).map(unit -> key(letter(window, unit), levelKey)))
                .toList();
    }

    private String key(String letter, String levelKey) {
        return "{" + prefix + "}:level:" + letter + ":" + levelKey;
    }

    private static String letter(Limit limit) {
        return letter(limit.window(), limit.unit());
    }

    private static String letter(WindowKind window, QuotaUnit unit) {
        return switch (window) {
            case SLIDING -> unit == QuotaUnit.BYTES ? "S" : "s";
            case CALENDAR -> unit == QuotaUnit.BYTES ? "C" : "c";
            case BUCKET -> unit == QuotaUnit.BYTES ? "B" : "b";
        };
    }

    /**
     * What follows the keys.
     *
     * @param earliest credible time of Redis in ms
     * @param latest the same
     * @param windowsFrom a moment in, or shortly before, the calendar windows that count
     */
    void arguments(
            CommandArgs<String, String> args,
            LeaseAsk ask,
            long lifeMillis,
            long earliest,
            long latest,
            long windowsFrom) {
        args.add(ask.number()).add(ask.waiting()).add(ask.want()).add(ask.cost());
        args.add(lifeMillis).add(usefulLife.toMillis());
        args.add(earliest).add(latest);
        args.add(keepAfterUse.toMillis());
        args.add(ask.spent());
        args.add(ask.returns().size());
        for (LeaseAsk.Return back : ask.returns()) {
            args.add(back.number()).add(back.unused());
        }
        for (Level level : ask.levels()) {
            limit(args, level.limit(), windowsFrom);
        }
    }

    private static void limit(CommandArgs<String, String> args, Limit limit, long windowsFrom) {
        long period = limit.period().length().toMillis();
        args.add(letter(limit)).add(limit.calls()).add(period);
        switch (limit.window()) {
            case SLIDING ->
                args.add(Math.clamp(period / SHORTEST_SUB_WINDOW_MILLIS, 1, MOST_SUB_WINDOWS))
                        .add(0)
                        .add(0);
            case CALENDAR -> {
                CalendarWindows windows = CalendarWindows.around(limit.period(), windowsFrom);
                args.add(windows.first()).add(windows.second()).add(windows.third());
            }
            case BUCKET ->
                args.add(limit.unitsPerCall()).add(limit.unitsPerMicrosecond()).add(0);
        }
    }
}
