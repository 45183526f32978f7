package dev.tollgate.trafficmanager.deny;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.common.net.InetAddresses;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
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
 * @param expiresAt Tollgate's own: ISO 8601 in UTC, from when it denies nothing; absent: never
 * @param reason Tollgate's own: a note for administrators
 */
record DenyJson(
        @Nullable String conditionId,
        @Nullable String conditionType,
        @Nullable JsonNode conditionValue,
        @Nullable Boolean conditionStatus,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String expiresAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason) {

    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    /** BlockingConditionStatus. */
    record StatusJson(
            @Nullable String conditionId, @Nullable Boolean conditionStatus) {}

    static DenyJson of(DenyCondition condition) {
        Instant expiresAt = condition.expiresAt();
        return new DenyJson(
                condition.id().toString(),
                condition.kind().name(),
                value(condition),
                condition.enabled(),
                expiresAt == null ? null : expiresAt.toString(),
                condition.reason().isEmpty() ? null : condition.reason());
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

    DenyCondition condition(UUID id, Instant now) {
        DenyCondition.Kind kind = Arrays.stream(DenyCondition.Kind.values())
                .filter(known -> known.name().equalsIgnoreCase(conditionType))
                .findFirst()
                .orElseThrow(() -> bad("conditionType must be API, APPLICATION, IP, IPRANGE or USER."));
        boolean enabled = conditionStatus == null || conditionStatus;
        return switch (kind) {
            case API -> condition(now, id, kind, matching("/\\S+/\\S+", "/context/version"), false, enabled);
            case APPLICATION -> condition(now, id, kind, matching("[^:]+:.+", "owner:application"), false, enabled);
            case USER -> condition(now, id, kind, matching("\\S+", "a user's name"), false, enabled);
            case IP -> condition(now, id, kind, canonical(address("fixedIp")), invert(), enabled);
            case IPRANGE -> condition(now, id, kind, range(), invert(), enabled);
        };
    }

    private DenyCondition condition(
            Instant now, UUID id, DenyCondition.Kind kind, String value, boolean inverted, boolean enabled) {
        if (reason != null && reason.length() > 512) {
            throw bad("reason is longer than 512 characters.");
        }
        return new DenyCondition(id, kind, value, inverted, enabled, expiry(now), reason == null ? "" : reason.strip());
    }

    private @Nullable Instant expiry(Instant now) {
        if (expiresAt == null) {
            return null;
        }
        try {
            Instant moment = OffsetDateTime.parse(expiresAt).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (moment.isAfter(now) && moment.isBefore(LATEST)) {
                return moment;
            }
        } catch (DateTimeParseException unreadable) {
            // told below
        }
        throw bad("expiresAt must be a moment to come, like 2027-01-31T12:00:00Z.");
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
