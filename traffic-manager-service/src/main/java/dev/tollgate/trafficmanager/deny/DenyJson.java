package dev.tollgate.trafficmanager.deny;

import com.google.common.net.InetAddresses;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * BlockingCondition.
 *
 * @param conditionValue text, or for addresses {@code {fixedIp, invert}} and {@code {startingIp, endingIp, invert}}
 */
record DenyJson(
        @Nullable String conditionId,
        @Nullable String conditionType,
        @Nullable JsonNode conditionValue,
        @Nullable Boolean conditionStatus) {

    /** BlockingConditionStatus. */
    record StatusJson(
            @Nullable String conditionId, @Nullable Boolean conditionStatus) {}

    static DenyJson of(DenyCondition condition) {
        return new DenyJson(condition.id().toString(), condition.kind().name(), value(condition), condition.enabled());
    }

    private static JsonNode value(DenyCondition condition) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (condition.kind()) {
            case API, APPLICATION, USER -> nodes.stringNode(condition.value());
            case IP ->
                nodes.objectNode()
                        .setAll(Map.of(
                                "fixedIp", nodes.stringNode(condition.value()),
                                "invert", nodes.booleanNode(condition.invert())));
            case IPRANGE -> {
                String[] ends = condition.value().split("-", 2);
                ObjectNode range = nodes.objectNode();
                range.put("startingIp", ends[0]);
                range.put("endingIp", ends[1]);
                range.put("invert", condition.invert());
                yield range;
            }
        };
    }

    DenyCondition condition(UUID id) {
        DenyCondition.Kind kind = Arrays.stream(DenyCondition.Kind.values())
                .filter(known -> known.name().equalsIgnoreCase(conditionType))
                .findFirst()
                .orElseThrow(() -> bad("conditionType must be API, APPLICATION, IP, IPRANGE or USER."));
        boolean enabled = conditionStatus == null || conditionStatus;
        return switch (kind) {
            case API -> new DenyCondition(id, kind, matching("/\\S+/\\S+", "/context/version"), false, enabled);
            case APPLICATION -> new DenyCondition(id, kind, matching("[^:]+:.+", "owner:application"), false, enabled);
            case USER -> new DenyCondition(id, kind, matching("\\S+", "a user's name"), false, enabled);
            case IP -> new DenyCondition(id, kind, canonical(address("fixedIp")), invert(), enabled);
            case IPRANGE -> new DenyCondition(id, kind, range(), invert(), enabled);
        };
    }

    private String matching(String pattern, String example) {
        if (conditionValue == null
                || !conditionValue.isString()
                || !conditionValue.stringValue().matches(pattern)
                || conditionValue.stringValue().length() > 512) {
            throw bad("conditionValue must be text like " + example + " for this conditionType.");
        }
        return conditionValue.stringValue();
    }

    private String range() {
        InetAddress from = address("startingIp");
        InetAddress to = address("endingIp");
        if (from.getAddress().length != to.getAddress().length
                || Arrays.compareUnsigned(from.getAddress(), to.getAddress()) > 0) {
            throw bad("conditionValue.startingIp must not be above endingIp, and both of one kind.");
        }
        return canonical(from) + "-" + canonical(to);
    }

    private InetAddress address(String field) {
        JsonNode text = conditionValue == null ? null : conditionValue.get(field);
        if (text == null || !text.isString() || !InetAddresses.isInetAddress(text.stringValue())) {
            throw bad("conditionValue." + field + " must be an IPv4 or IPv6 address.");
        }
        return InetAddresses.forString(text.stringValue());
    }

    private static String canonical(InetAddress address) {
        return InetAddresses.toAddrString(address);
    }

    private boolean invert() {
        return conditionValue != null && conditionValue.path("invert").asBoolean(false);
    }

    private static RefusedException bad(String description) {
        return new RefusedException(CommonError.BAD_REQUEST, description);
    }
}
