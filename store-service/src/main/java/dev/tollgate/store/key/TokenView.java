package dev.tollgate.store.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON of a token: devportal's ApplicationToken.
 *
 * @param curl a command line that calls an API the application is subscribed to; Tollgate's own addition
 */
public record TokenView(
        String accessToken,
        List<String> tokenScopes,
        long validityTime,
        @Nullable String curl) {

    /** Never the token. */
    @Override
    public String toString() {
        return "TokenView[validityTime=" + validityTime + "]";
    }
}
