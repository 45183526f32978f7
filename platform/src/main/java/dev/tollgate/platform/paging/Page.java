package dev.tollgate.platform.paging;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * The page that a list request asks for.
 *
 * @param limit 0 to 1000
 * @param offset from 0
 */
public record Page(int limit, int offset) {

    public static final int DEFAULT_LIMIT = 25;
    public static final int MAX_LIMIT = 1000;

    /** From the query parameters, WSO2's defaults where absent; 400 outside the range. */
    public static Page of(@Nullable Integer limit, @Nullable Integer offset) {
        int size = limit == null ? DEFAULT_LIMIT : limit;
        int from = offset == null ? 0 : offset;
        if (size < 0 || size > MAX_LIMIT || from < 0) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "limit must be 0 to " + MAX_LIMIT + " and offset 0 or more.");
        }
        return new Page(size, from);
    }
}
