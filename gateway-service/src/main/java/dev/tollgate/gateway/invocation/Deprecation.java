package dev.tollgate.gateway.invocation;

import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.deployment.LifeCycleState;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every answer of a deprecated API says of it.
 *
 * @param since {@code @1688169599}: a date as a structured field (RFC 9745, section 2.1)
 * @param sunset {@code Sat, 31 Dec 2026 23:59:59 GMT} (RFC 8594, section 3), null where its provider names no day
 */
record Deprecation(String since, @Nullable String sunset) {

    // RFC 1123's own formatter writes a day of one digit, which HTTP (RFC 9110, section 5.6.7) does not
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static @Nullable Deprecation of(DeployedApi api) {
        if (api.getLifeCycleState() != LifeCycleState.LIFE_CYCLE_STATE_DEPRECATED || api.getDeprecatedAt() <= 0) {
            return null;
        }
        // a sunset must not lie before the deprecation (RFC 9745, section 4)
        boolean told = api.getSunset() > 0 && api.getSunset() >= api.getDeprecatedAt();
        return new Deprecation(
                "@" + api.getDeprecatedAt(), told ? HTTP_DATE.format(Instant.ofEpochSecond(api.getSunset())) : null);
    }

    void announce(HttpHeaders fields) {
        fields.set("Deprecation", since);
        if (sunset != null) {
            fields.set("Sunset", sunset);
        }
    }
}
