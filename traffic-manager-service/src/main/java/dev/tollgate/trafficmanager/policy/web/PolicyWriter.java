package dev.tollgate.trafficmanager.policy.web;

import dev.tollgate.trafficmanager.policy.CallRule;
import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.PeriodUnit;
import dev.tollgate.trafficmanager.policy.PolicyLevel;
import dev.tollgate.trafficmanager.policy.QuotaUnit;
import dev.tollgate.trafficmanager.policy.SubscriptionTerms;
import dev.tollgate.trafficmanager.policy.SubscriptionTerms.Permission;
import dev.tollgate.trafficmanager.policy.ThrottlingPolicy;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.AttributeJson;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.BandwidthJson;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.BurstJson;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.LimitJson;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.PermissionJson;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.RequestCountJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a policy to a response's body. */
final class PolicyWriter {

    /** How WSO2 shows an unlimited policy. */
    private static final RequestCountJson UNLIMITED =
            new RequestCountJson(PeriodUnit.MINUTE.word(), 1, (long) Integer.MAX_VALUE);

    private PolicyWriter() {}

    static String type(PolicyLevel level) {
        return switch (level) {
            case APPLICATION -> "ApplicationThrottlePolicy";
            case SUBSCRIPTION -> "SubscriptionThrottlePolicy";
            case ADVANCED -> "AdvancedThrottlePolicy";
            case CUSTOM -> "CustomRule";
        };
    }

    static PolicyJson write(ThrottlingPolicy policy) {
        boolean tier = policy.level() == PolicyLevel.SUBSCRIPTION;
        SubscriptionTerms terms = policy.terms();
        Limit limit = policy.limit();
        Limit burst = policy.burst();
        CallRule rule = policy.rule();
        return new PolicyJson(
                policy.id().toString(),
                policy.name(),
                policy.displayName(),
                policy.description(),
                true,
                type(policy.level()),
                limit(limit),
                null,
                tier ? (burst == null ? 0 : Math.toIntExact(burst.calls())) : null,
                tier && burst != null ? burst.period().unit().word() : null,
                tier ? 0 : null,
                tier ? attributes(terms) : null,
                tier ? terms.stopOnQuotaReach() : null,
                tier ? terms.billingPlan() : null,
                tier ? permission(terms.permission()) : null,
                tier ? 0 : null,
                tier ? 0 : null,
                null,
                policy.level() == PolicyLevel.ADVANCED ? List.of() : null,
                rule == null ? null : rule.keyTemplate(),
                null,
                rule == null ? null : rule.condition(),
                limit == null ? null : limit.window().name(),
                burst == null
                        ? null
                        : new BurstJson(
                                Math.toIntExact(burst.calls()),
                                burst.period().unit().word()),
                policy.engine().name(),
                policy.onOutage().name());
    }

    private static LimitJson limit(@Nullable Limit limit) {
        if (limit == null || limit.unit() == QuotaUnit.CALLS) {
            return new LimitJson(
                    PolicyReader.REQUEST_COUNT, limit == null ? UNLIMITED : count(limit), null, null, null);
        }
        DataUnit unit = DataUnit.largestIn(limit.calls());
        return new LimitJson(
                PolicyReader.BANDWIDTH,
                null,
                new BandwidthJson(
                        limit.period().unit().word(),
                        limit.period().count(),
                        limit.calls() / unit.bytes(),
                        unit.name()),
                null,
                null);
    }

    private static RequestCountJson count(Limit limit) {
        return new RequestCountJson(limit.period().unit().word(), limit.period().count(), limit.calls());
    }

    private static List<AttributeJson> attributes(SubscriptionTerms terms) {
        return terms.customAttributes().stream()
                .map(attribute -> new AttributeJson(attribute.name(), attribute.value()))
                .toList();
    }

    private static @Nullable PermissionJson permission(Permission permission) {
        return permission.kind() == Permission.Kind.EVERYONE
                ? null
                : new PermissionJson(permission.kind().name(), permission.roles());
    }
}
