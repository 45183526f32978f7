package dev.tollgate.trafficmanager.policy.web;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.trafficmanager.policy.CallRule;
import dev.tollgate.trafficmanager.policy.EngineMode;
import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.OutageBehaviour;
import dev.tollgate.trafficmanager.policy.Period;
import dev.tollgate.trafficmanager.policy.PeriodUnit;
import dev.tollgate.trafficmanager.policy.PolicyLevel;
import dev.tollgate.trafficmanager.policy.QuotaUnit;
import dev.tollgate.trafficmanager.policy.SubscriptionTerms;
import dev.tollgate.trafficmanager.policy.SubscriptionTerms.CustomAttribute;
import dev.tollgate.trafficmanager.policy.SubscriptionTerms.Permission;
import dev.tollgate.trafficmanager.policy.ThrottlingPolicy;
import dev.tollgate.trafficmanager.policy.WindowKind;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.BandwidthJson;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.BurstJson;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.LimitJson;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.RequestCountJson;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From a request's body to a policy. What would change behaviour and is not supported is refused, never dropped. */
final class PolicyReader {

    private static final Pattern NAME = Pattern.compile("[^\\s~!@#;:%^*()+={}|\\\\<>\"',&/$\\[\\]?]{1,60}");
    static final String REQUEST_COUNT = "REQUESTCOUNTLIMIT";
    static final String BANDWIDTH = "BANDWIDTHLIMIT";

    private final PolicyLevel level;
    private final PolicyJson body;

    private PolicyReader(PolicyLevel level, PolicyJson body) {
        this.level = level;
        this.body = body;
    }

    static ThrottlingPolicy read(PolicyLevel level, UUID id, PolicyJson body) {
        return new PolicyReader(level, body).policy(id);
    }

    private ThrottlingPolicy policy(UUID id) {
        String name = name();
        refuseUnsupported();
        String displayName = text("displayName", body.displayName(), 512);
        return new ThrottlingPolicy(
                id,
                level,
                name,
                displayName.isEmpty() ? name : displayName,
                text("description", body.description(), 1024),
                limit(),
                burst(),
                choice("engine", body.engine(), EngineMode.LEASED),
                choice("onOutage", body.onOutage(), OutageBehaviour.LOCAL),
                level == PolicyLevel.SUBSCRIPTION ? terms() : SubscriptionTerms.NONE,
                rule());
    }

    private String name() {
        String name = body.policyName();
        if (name == null || !NAME.matcher(name).matches()) {
            throw bad("policyName is required: 1 to 60 characters, no spaces and none of"
                    + " ~!@#;:%^*()+={}|\\<>\"',&/$[]?.");
        }
        String type = body.type();
        if (type != null && !type.equalsIgnoreCase(PolicyWriter.type(level))) {
            throw bad("type must be " + PolicyWriter.type(level) + " here, not " + type + ".");
        }
        if (level == PolicyLevel.CUSTOM && name.equals(ThrottlingPolicy.UNLIMITED)) {
            throw bad("policyName " + name + " means no limit at other levels: give the rule another name.");
        }
        return name;
    }

    private void refuseUnsupported() {
        if (body.conditionalGroups() != null && !body.conditionalGroups().isEmpty()) {
            throw bad("conditionalGroups are not supported yet: send none, or an empty list.");
        }
        refuseIf(positive(body.subscriberCount()), "subscriberCount: a cap on subscriptions is not supported yet.");
        refuseIf(
                positive(body.graphQLMaxComplexity()) || positive(body.graphQLMaxDepth()),
                "graphQLMaxComplexity and graphQLMaxDepth: GraphQL limits are not supported.");
        JsonNode monetization = body.monetization();
        refuseIf(
                monetization != null
                        && !monetization.isNull()
                        && !monetization.path("properties").isEmpty(),
                "monetization is not supported: nothing is billed here.");
        if (level != PolicyLevel.CUSTOM) {
            refuseIf(
                    filled(body.keyTemplate()) || filled(body.siddhiQuery()) || filled(body.condition()),
                    "keyTemplate, siddhiQuery and condition: only custom rules have them.");
        }
        refuseIf(
                filled(body.siddhiQuery()),
                "siddhiQuery is not executed: leave it out, say which calls count in condition (CEL), and how many"
                        + " pass in defaultLimit.");
        if (level != PolicyLevel.SUBSCRIPTION) {
            BurstJson burst = body.burstLimit();
            refuseIf(
                    burst != null && positive(burst.rateLimitCount()),
                    "burstLimit: bursts are limited by subscription policies only.");
            refuseIf(
                    positive(body.rateLimitCount())
                            || (body.burst() != null && positive(body.burst().rateLimitCount())),
                    "rateLimitCount and burst: bursts are limited by subscription policies only.");
        }
    }

    private Limit limit() {
        LimitJson limit = body.defaultLimit();
        if (limit == null) {
            throw bad("defaultLimit is required.");
        }
        if (BANDWIDTH.equals(limit.type())) {
            return bandwidth(limit.bandwidth());
        }
        if (!REQUEST_COUNT.equals(limit.type())) {
            throw bad("defaultLimit.type must be " + REQUEST_COUNT + " or " + BANDWIDTH
                    + ": other kinds of quota are not supported yet.");
        }
        RequestCountJson count = limit.requestCount();
        if (count == null || count.requestCount() == null || count.unitTime() == null || count.timeUnit() == null) {
            throw bad("defaultLimit.requestCount is required, with requestCount, unitTime and timeUnit.");
        }
        return limit(
                "defaultLimit.requestCount", count.requestCount(), count.unitTime(), count.timeUnit(), QuotaUnit.CALLS);
    }

    private Limit bandwidth(@Nullable BandwidthJson bandwidth) {
        if (bandwidth == null
                || bandwidth.dataAmount() == null
                || bandwidth.dataUnit() == null
                || bandwidth.unitTime() == null
                || bandwidth.timeUnit() == null) {
            throw bad("defaultLimit.bandwidth is required, with dataAmount, dataUnit, unitTime and timeUnit.");
        }
        DataUnit unit = DataUnit.of(bandwidth.dataUnit())
                .orElseThrow(() -> bad("defaultLimit.bandwidth.dataUnit must be KB, MB or GB."));
        if (bandwidth.dataAmount() < 1 || bandwidth.dataAmount() > Limit.MAX_CALLS / unit.bytes()) {
            throw bad("defaultLimit.bandwidth.dataAmount must be 1 to " + Limit.MAX_CALLS / unit.bytes() + " " + unit
                    + ".");
        }
        return limit(
                "defaultLimit.bandwidth",
                bandwidth.dataAmount() * unit.bytes(),
                bandwidth.unitTime(),
                bandwidth.timeUnit(),
                QuotaUnit.BYTES);
    }

    private Limit limit(String field, long amount, int unitTime, String timeUnit, QuotaUnit unit) {
        if (unitTime < 1) {
            throw bad(field + ".unitTime must be 1 or more.");
        }
        var period = new Period(unitTime, unit(field + ".timeUnit", timeUnit));
        try {
            WindowKind usual = Limit.of(amount, period).window();
            return new Limit(amount, period, choice("window", body.window(), usual), unit);
        } catch (IllegalArgumentException outOfBounds) {
            throw bad("defaultLimit: " + outOfBounds.getMessage() + ".");
        }
    }

    private @Nullable CallRule rule() {
        if (level != PolicyLevel.CUSTOM) {
            return null;
        }
        if (!filled(body.keyTemplate())) {
            throw bad(
                    "keyTemplate is required: whose calls are counted together, for example $userId. The variables are "
                            + String.join(", ", CallRule.VARIABLES) + ".");
        }
        try {
            return CallRule.checked(
                    text("keyTemplate", body.keyTemplate(), 255), text("condition", body.condition(), 2000));
        } catch (IllegalArgumentException wrong) {
            throw bad(wrong.getMessage() + ".");
        }
    }

    private @Nullable Limit burst() {
        BurstJson own = body.burst();
        Integer count = own == null ? body.rateLimitCount() : own.rateLimitCount();
        String unit = own == null ? body.rateLimitTimeUnit() : own.rateLimitTimeUnit();
        if (count == null || count == 0) {
            return null;
        }
        if (count < 0 || unit == null) {
            throw bad("A burst limit needs a rateLimitCount of 1 or more and a rateLimitTimeUnit.");
        }
        try {
            return Limit.of(count, new Period(1, unit("rateLimitTimeUnit", unit)));
        } catch (IllegalArgumentException outOfBounds) {
            throw bad("rateLimitCount: " + outOfBounds.getMessage() + ".");
        }
    }

    private SubscriptionTerms terms() {
        String plan = body.billingPlan() == null || body.billingPlan().isBlank()
                ? SubscriptionTerms.NONE.billingPlan()
                : body.billingPlan().toUpperCase(Locale.ROOT);
        if (!List.of("FREE", "COMMERCIAL").contains(plan)) {
            throw bad("billingPlan must be FREE or COMMERCIAL.");
        }
        boolean stop = body.stopOnQuotaReach() == null || body.stopOnQuotaReach();
        return new SubscriptionTerms(plan, stop, permission(), attributes());
    }

    private Permission permission() {
        PolicyJson.PermissionJson permission = body.permissions();
        if (permission == null) {
            return Permission.EVERYONE;
        }
        List<String> roles = permission.roles() == null ? List.of() : permission.roles();
        if (roles.stream().anyMatch(role -> role == null || role.isBlank())) {
            throw bad("permissions.roles must be names of roles.");
        }
        Permission.Kind kind =
                choice("permissions.permissionType", permission.permissionType(), Permission.Kind.EVERYONE);
        return kind == Permission.Kind.EVERYONE || roles.isEmpty() ? Permission.EVERYONE : new Permission(kind, roles);
    }

    private List<CustomAttribute> attributes() {
        if (body.customAttributes() == null) {
            return List.of();
        }
        return body.customAttributes().stream()
                .map(attribute -> new CustomAttribute(
                        text("customAttributes.name", attribute.name(), 255),
                        text("customAttributes.value", attribute.value(), 1024)))
                .toList();
    }

    private static PeriodUnit unit(String field, String word) {
        return PeriodUnit.of(word).orElseThrow(() -> bad(field + " must be sec, min, hour, day or month."));
    }

    private static <E extends Enum<E>> E choice(String field, @Nullable String word, E usual) {
        if (word == null || word.isBlank()) {
            return usual;
        }
        E[] all = usual.getDeclaringClass().getEnumConstants();
        return Arrays.stream(all)
                .filter(value -> value.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> bad(field + " must be one of " + Arrays.toString(all) + "."));
    }

    private static String text(String field, @Nullable String text, int longest) {
        if (text == null) {
            return "";
        }
        if (text.length() > longest) {
            throw bad(field + " is longer than " + longest + " characters.");
        }
        return text.strip();
    }

    private static boolean filled(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static boolean positive(@Nullable Integer number) {
        return number != null && number > 0;
    }

    private static void refuseIf(boolean unsupported, String description) {
        if (unsupported) {
            throw bad(description);
        }
    }

    private static RefusedException bad(String description) {
        return new RefusedException(CommonError.BAD_REQUEST, description);
    }
}
