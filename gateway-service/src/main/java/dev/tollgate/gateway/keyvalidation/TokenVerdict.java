package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.contract.key.KeyType;
import dev.tollgate.gateway.network.Cidrs;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a valid token or API key stands for. Says nothing about what they may do: that is joined on each call.
 *
 * @param subject user name, or the consumer key where the application acts for itself
 * @param consumerKey null for API keys
 * @param applicationId for API keys: the application the key stands for
 * @param apiId for API keys limited to one API
 * @param keyType null where only the consumer key's registration tells
 * @param issuedAtMs compared with revocations of a user or consumer key
 * @param expiresAtMs {@link Long#MAX_VALUE}: never
 * @param tokenId "jti", null if it has none
 */
record TokenVerdict(
        String subject,
        @Nullable String consumerKey,
        @Nullable String applicationId,
        @Nullable String apiId,
        @Nullable KeyType keyType,
        Set<String> scopes,
        boolean userToken,
        long issuedAtMs,
        long expiresAtMs,
        @Nullable String tokenId,
        Cidrs permittedIps,
        List<String> permittedReferers) {

    TokenVerdict {
        scopes = Set.copyOf(scopes);
        permittedReferers = List.copyOf(permittedReferers);
    }

    /** Whether a key limited to some addresses or referers may be used from here. */
    boolean permits(InetAddress client, @Nullable String referer) {
        if (!permittedIps.isEmpty() && !permittedIps.contains(client)) {
            return false;
        }
        return permittedReferers.isEmpty()
                || (referer != null && permittedReferers.stream().anyMatch(pattern -> matches(pattern, referer)));
    }

    /** WSO2's form: a referer with {@code *} for any text. */
    private static boolean matches(String pattern, String referer) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return referer.equals(pattern);
        }
        String before = pattern.substring(0, star);
        String after = pattern.substring(star + 1);
        return referer.length() >= before.length() + after.length()
                && referer.startsWith(before)
                && (after.isEmpty() || after.equals("*") || referer.endsWith(after));
    }
}
