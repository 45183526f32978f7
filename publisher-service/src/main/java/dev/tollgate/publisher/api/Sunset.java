package dev.tollgate.publisher.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The day on which an API is to be taken away: {@code 2027-06-30} (its start, UTC) or {@code 2027-06-30T12:00:00+02:00}. */
final class Sunset {

    private static final int LAST_YEAR = 9999; // four digits is what an HTTP date holds

    private Sunset() {}

    /** The document's, which has been checked. */
    static @Nullable Instant of(ApiDocument document) {
        String text = document.text(ApiField.SUNSET);
        return text.isEmpty() ? null : parse(text);
    }

    static Instant parse(String text) {
        try {
            OffsetDateTime time = text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text);
            if (time.getYear() >= 1970 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException malformed) {
            // refused below
        }
        throw ApiRules.bad(ApiField.SUNSET, "must be a day or a time like 2027-06-30 or 2027-06-30T12:00:00Z");
    }

    /** RFC 8594 has it tell of the future; a day that has gone by stays only where it was named before. */
    static void checkChange(@Nullable Instant before, @Nullable Instant after, Instant now) {
        if (after != null && !after.equals(before) && after.isBefore(now)) {
            throw ApiRules.bad(ApiField.SUNSET, "must not be in the past");
        }
    }
}
