package dev.tollgate.store.usage;

import dev.tollgate.store.request.Field;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of usage.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record UsageQuery(
        Instant from, Instant to, By by, @Nullable Group group) {

    private static final int MOST_STEPS = 1500;

    /** Length of a step in time. */
    public enum By {
        MINUTE(Duration.ofMinutes(1), Duration.ofHours(1)),
        HOUR(Duration.ofHours(1), Duration.ofDays(1)),
        DAY(Duration.ofDays(1), Duration.ofDays(30));

        @SuppressWarnings("ImmutableEnumChecker") // Duration is immutable
        final Duration step;

        @SuppressWarnings("ImmutableEnumChecker")
        final Duration usualSpan;

        By(Duration step, Duration usualSpan) {
            this.step = step;
            this.usualSpan = usualSpan;
        }
    }

    /** What else the calls are told apart by. */
    public enum Group {
        OPERATION("verb || ' ' || target"),
        APPLICATION("application_id"),
        API("api_id"),
        STATUS("status::text");

        final String column;

        Group(String column) {
            this.column = column;
        }
    }

    public static UsageQuery of(
            Instant now, @Nullable String from, @Nullable String to, @Nullable String by, @Nullable String group) {
        By step = Field.oneOf("by", by, By.class, By.MINUTE);
        Instant end = to == null ? now.plus(Duration.ofMinutes(1)) : instant("to", to);
        Instant start = from == null ? end.minus(step.usualSpan) : instant("from", from);
        if (!start.isBefore(end)) {
            throw Field.refuse("from must be before to.");
        }
        if (Duration.between(start, end).dividedBy(step.step) > MOST_STEPS) {
            throw Field.refuse("There must not be more than " + MOST_STEPS + " steps of a "
                    + step.name().toLowerCase(Locale.ROOT) + " between from and to.");
        }
        return new UsageQuery(
                start,
                end,
                step,
                group == null || group.isBlank() ? null : Field.oneOf("group", group, Group.class, null));
    }

    /** ISO 8601 or milliseconds of the epoch. */
    private static Instant instant(String field, String text) {
        try {
            return text.matches("\\d{1,15}") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException unreadable) {
            throw Field.refuse(field + " must be a time as in 2026-01-31T10:00:00Z, or milliseconds since 1970.");
        }
    }
}
