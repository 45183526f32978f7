package dev.tollgate.keymanager.user.scim;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one filter that is understood: {@code userName eq "alice"}, or the attribute named. */
final class Filter {

    private static final Pattern EQUALS =
            Pattern.compile("\\s*(\\w+)\\s+eq\\s+\"?((?:[^\"\\\\]|\\\\.)*?)\"?\\s*", Pattern.CASE_INSENSITIVE);

    private Filter() {}

    /** The value looked for; null where there is no filter. */
    static @Nullable String equal(@Nullable String filter, String attribute) {
        if (filter == null || filter.isBlank()) {
            return null;
        }
        Matcher matcher = EQUALS.matcher(filter);
        if (!matcher.matches() || !matcher.group(1).equalsIgnoreCase(attribute)) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "The only filter understood is: " + attribute + " eq \"value\".");
        }
        return matcher.group(2);
    }
}
