package dev.tollgate.store.request;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags {@code "<revision>.<digest of the representation>"} and the precondition If-Match (RFC 9110, sections 8.8.3 and
 * 13.1.1). The digest tells readers of derived fields apart (a count of subscriptions, say); writers are only in each other's way
 * when the revision differs.
 */
public final class EntityTag {

    private EntityTag() {}

    /** @param view the record that is sent; its text form stands for its content */
    public static String of(long revision, Record view) {
        return "\"" + revision + "." + Integer.toHexString(view.toString().hashCode()) + "\"";
    }

    /** Refuses with 412 when the header is there and names another revision. */
    public static void require(@Nullable String ifMatch, long revision) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            return;
        }
        String current = "\"" + revision + ".";
        if (Arrays.stream(ifMatch.split(",", -1)).map(String::strip).noneMatch(tag -> tag.startsWith(current))) {
            throw new RefusedException(
                    CommonError.PRECONDITION_FAILED,
                    "It has changed since it was read. Read it again, then change it.");
        }
    }
}
