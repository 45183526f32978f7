package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The script is broken on purpose, one line at a time: {@link LeaseScriptTest} must notice every time. */
class BrokenScriptsAreFoundTest {

    private static final String SCRIPT =
            LeaseScript.ofResource("/lease/lease.lua").text();

    /** What is broken, the line as it is, the line as it must not be. */
    record Fault(String name, String line, String broken) {

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Fault> FAULTS = List.of(
            new Fault(
                    "the deadline is not rounded up",
                    "local deadline = now + life + 1 --",
                    "local deadline = now + life --"),
            new Fault(
                    "a debit is dated at the grant, not at the last moment of spending",
                    "  growRing(level)\n  local last",
                    "  growRing(level)\n  deadline = now\n  local last"),
            new Fault(
                    "an entry goes when its sub-window begins to leave",
                    "    if deadline + level.period > now then\n      break",
                    "    if deadline - 250 + level.period > now then\n      break"),
            new Fault(
                    "levels are debited by one",
                    "level.rules.debit(level, permits, deadline)",
                    "level.rules.debit(level, min(permits, 1), deadline)"),
            new Fault(
                    "the bucket forgets what is outstanding",
                    "level.used = min(level.used, (level.limit - level.open) * level.x)",
                    "level.used = min(level.used, level.limit * level.x)"),
            new Fault("returns are taken again and again", "  call('HDEL', KEYS[2], id)\n", ""),
            new Fault("a lease crosses the calendar's boundary", "return level.ends - now - 1", "return MAX_LIFE"),
            new Fault(
                    "a sliding level credits a debit that no longer counts",
                    "level.length == 0 or lease.deadline + level.period <= now",
                    "level.length == 0"),
            new Fault(
                    "a calendar credits the lease of another window",
                    "if lease.from >= level.starts and lease.deadline <= level.ends then",
                    "if true then"),
            new Fault(
                    "a bucket credits a lease that is over",
                    "if slot < level.openSlot or slot >= level.openSlot + SLOTS then",
                    "if false then"),
            new Fault(
                    "a lease from before a reset is credited",
                    "if lease.from >= level.since and not level.bytes then",
                    "if not level.bytes then"),
            new Fault(
                    "a lease of calls is credited to a level of bytes",
                    "if lease.from >= level.since and not level.bytes then",
                    "if lease.from >= level.since then"),
            new Fault(
                    "bytes are refused with a byte left",
                    "level.remaining > 0 and possible",
                    "level.remaining > 1 and possible"),
            new Fault(
                    "calls cost levels of bytes permits",
                    "    if not level.bytes then\n      level.rules.debit",
                    "    if true then\n      level.rules.debit"),
            new Fault(
                    "an excess of bytes is forgotten at the boundary",
                    "max(0, level.used - windows * level.limit) or 0",
                    "0 or 0"),
            new Fault("bytes are lent ahead of", "ahead = 0 -- nobody", "-- nobody"),
            new Fault("bytes are not debited", "if number > 0 and spent > 0 then", "if spent > 1e18 then"),
            new Fault("there is no high-water mark", "      now = level.highWater\n", ""),
            new Fault("the same number is decided again", "if number == last then", "if false then"),
            new Fault("a lower number is decided", "elseif number < last then", "elseif number < last and false then"),
            new Fault("incredible times are believed", "if now < earliest or now > latest then", "if false then"),
            new Fault("the correction is ignored", " + correction * 1000", ""),
            new Fault("permits are lent to the last", "local AHEAD_MARGIN = 10", "local AHEAD_MARGIN = 0"),
            new Fault("small limits lend ahead", "local AHEAD_FROM = 100", "local AHEAD_FROM = 1"),
            new Fault("a refused call is debited", "if granted > 0 then\n  for", "do\n  permits = waiting\n  for"));

    @ParameterizedTest
    @FieldSource("FAULTS")
    void theScriptsTestsFindIt(Fault fault) {
        int first = SCRIPT.indexOf(fault.line());
        assertThat(first).as("the line to break").isNotNegative();
        assertThat(SCRIPT.indexOf(fault.line(), first + 1))
                .as("a second such line")
                .isNegative();

        List<String> failed = failing(SCRIPT.replace(fault.line(), fault.broken()));

        assertThat(failed).isNotEmpty();
    }

    @Test
    void theScriptAsItIsPasses() {
        assertThat(failing(SCRIPT)).isEmpty();
    }

    private static List<String> failing(String text) {
        return tests().filter(test -> fails(test, text)).map(Method::getName).toList();
    }

    private static Stream<Method> tests() {
        return Arrays.stream(LeaseScriptTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class));
    }

    private static boolean fails(Method test, String text) {
        LeaseScriptTest tests = LeaseScriptTest.of(text);
        tests.startEmpty();
        try {
            test.invoke(tests);
            return false;
        } catch (InvocationTargetException failure) {
            return true;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
