package dev.tollgate.store.request;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fields of request bodies: what is missing, too long or unprintable is refused with the field's name. */
public final class Field {

    private Field() {}

    public static String required(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            throw refuse(field + " is required.");
        }
        return bounded(field, value.strip(), longest);
    }

    public static String optional(String field, @Nullable String value, int longest) {
        return value == null ? "" : bounded(field, value, longest);
    }

    /** A constant of an enum, by name, in any case; the default when it is absent. */
    public static <E extends Enum<E>> E oneOf(String field, @Nullable String value, Class<E> type, @Nullable E absent) {
        if (value == null || value.isBlank()) {
            if (absent == null) {
                throw refuse(field + " is required: one of " + java.util.List.of(type.getEnumConstants()) + ".");
            }
            return absent;
        }
        try {
            return Enum.valueOf(type, value.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw refuse(field + " must be one of " + java.util.List.of(type.getEnumConstants()) + ".");
        }
    }

    public static RefusedException refuse(String description) {
        return new RefusedException(CommonError.BAD_REQUEST, description);
    }

    private static String bounded(String field, String value, int longest) {
        if (value.codePointCount(0, value.length()) > longest) {
            throw refuse(field + " must not be longer than " + longest + " characters.");
        }
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw refuse(field + " must not contain control characters.");
        }
        return value;
    }
}
