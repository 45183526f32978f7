package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.policy.DenyCondition;
import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The administrator's deny conditions, compiled. A condition in force refuses, whatever the limits. */
final class Denials {

    private final Map<String, Long> apis = new HashMap<>();
    private final Map<String, Long> applications = new HashMap<>();
    private final Map<String, Long> users = new HashMap<>();
    private final List<Range> ranges = new ArrayList<>();

    private record Range(BigInteger from, BigInteger to, int bytes, boolean invert, long untilMs) {

        boolean matches(byte[] address, BigInteger value) {
            boolean inside = address.length == bytes && value.compareTo(from) >= 0 && value.compareTo(to) <= 0;
            return inside != invert;
        }
    }

    /** Refuses conditions that are not understood: leaving one out would let through what an administrator denied. */
    Denials(Collection<DenyCondition> conditions) {
        for (DenyCondition condition : conditions) {
            if (condition.getEnabled()) {
                add(condition);
            }
        }
    }

    /** Throws if the condition is not understood. */
    static void check(DenyCondition condition) {
        new Denials(List.of()).add(condition);
    }

    private void add(DenyCondition condition) {
        long until = condition.getExpiresAtEpochMs() == 0 ? Long.MAX_VALUE : condition.getExpiresAtEpochMs();
        String value = condition.getValue().strip();
        switch (condition.getKind()) {
            case DENY_KIND_API -> apis.merge(value, until, Math::max);
            case DENY_KIND_APPLICATION -> applications.merge(value, until, Math::max);
            case DENY_KIND_USER -> users.merge(value, until, Math::max);
            case DENY_KIND_IP -> ranges.add(range(value, value, condition.getInvert(), until));
            case DENY_KIND_IP_RANGE -> {
                int dash = value.indexOf('-');
                ranges.add(range(
                        value.substring(0, dash).strip(),
                        value.substring(dash + 1).strip(),
                        condition.getInvert(),
                        until));
            }
            case DENY_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("the kind of deny condition " + condition.getId() + " is not known");
        }
    }

    private static Range range(String from, String to, boolean invert, long untilMs) {
        byte[] low = NetUtil.createByteArrayFromIpAddressString(from);
        byte[] high = NetUtil.createByteArrayFromIpAddressString(to);
        if (low == null || high == null || low.length != high.length) {
            throw new IllegalArgumentException(from + "-" + to + " is no range of addresses");
        }
        return new Range(new BigInteger(1, low), new BigInteger(1, high), low.length, invert, untilMs);
    }

    boolean deny(String api, @Nullable String application, @Nullable String user, InetAddress client, long nowMs) {
        return (!apis.isEmpty() && inForce(apis.get(api), nowMs))
                || (application != null && !applications.isEmpty() && inForce(applications.get(application), nowMs))
                || (user != null && !users.isEmpty() && inForce(users.get(user), nowMs))
                || (!ranges.isEmpty() && address(client, nowMs));
    }

    boolean isEmpty() {
        return apis.isEmpty() && applications.isEmpty() && users.isEmpty() && ranges.isEmpty();
    }

    private boolean address(InetAddress client, long nowMs) {
        byte[] bytes = client.getAddress();
        BigInteger value = new BigInteger(1, bytes);
        for (Range range : ranges) {
            if (nowMs < range.untilMs && range.matches(bytes, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean inForce(@Nullable Long untilMs, long nowMs) {
        return untilMs != null && nowMs < untilMs;
    }
}
