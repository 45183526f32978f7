package dev.tollgate.trafficmanager.feed;

import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.policy.CalendarUnit;
import dev.tollgate.contract.policy.DenyKind;
import dev.tollgate.contract.policy.Engine;
import dev.tollgate.contract.policy.OutageBehaviour;
import dev.tollgate.contract.policy.PolicyLevel;
import dev.tollgate.contract.policy.QuotaUnit;
import dev.tollgate.contract.policy.WindowKind;
import dev.tollgate.trafficmanager.deny.DenyCondition;
import dev.tollgate.trafficmanager.policy.CallCondition;
import dev.tollgate.trafficmanager.policy.CallRule;
import dev.tollgate.trafficmanager.policy.Limit;
import dev.tollgate.trafficmanager.policy.ThrottlingPolicy;
import java.time.Instant;

/** Policies and deny conditions in the feed's own shape. */
final class PolicyFeedItems {

    private PolicyFeedItems() {}

    static FeedItem removal(String key) {
        return FeedItem.newBuilder().setKey(key).build();
    }

    static FeedItem of(ThrottlingPolicy policy) {
        var body = dev.tollgate.contract.policy.ThrottlingPolicy.newBuilder()
                .setName(policy.name())
                .setLevel(
                        switch (policy.level()) {
                            case SUBSCRIPTION -> PolicyLevel.POLICY_LEVEL_SUBSCRIPTION;
                            case APPLICATION -> PolicyLevel.POLICY_LEVEL_APPLICATION;
                            case ADVANCED -> PolicyLevel.POLICY_LEVEL_ADVANCED;
                            case CUSTOM -> PolicyLevel.POLICY_LEVEL_CUSTOM;
                        })
                .setUnit(QuotaUnit.QUOTA_UNIT_REQUEST_COUNT)
                .setUnlimited(policy.unlimited())
                .setEngine(
                        switch (policy.engine()) {
                            case LEASED -> Engine.ENGINE_LEASED;
                            case EXACT -> Engine.ENGINE_EXACT;
                        })
                .setOnOutage(
                        switch (policy.onOutage()) {
                            case LOCAL -> OutageBehaviour.OUTAGE_BEHAVIOUR_LOCAL;
                            case OPEN -> OutageBehaviour.OUTAGE_BEHAVIOUR_OPEN;
                            case CLOSED -> OutageBehaviour.OUTAGE_BEHAVIOUR_CLOSED;
                        })
                .setStopOnQuotaReach(policy.terms().stopOnQuotaReach());
        Limit limit = policy.limit();
        if (limit != null) {
            body.setLimit(limit.calls())
                    .setPeriodMs(limit.period().length().toMillis())
                    .setCalendarUnit(
                            switch (limit.period().unit()) {
                                case SECOND -> CalendarUnit.CALENDAR_UNIT_SECOND;
                                case MINUTE -> CalendarUnit.CALENDAR_UNIT_MINUTE;
                                case HOUR -> CalendarUnit.CALENDAR_UNIT_HOUR;
                                case DAY -> CalendarUnit.CALENDAR_UNIT_DAY;
                                case MONTH -> CalendarUnit.CALENDAR_UNIT_MONTH;
                            })
                    .setCalendarCount(limit.period().count())
                    .setWindow(
                            switch (limit.window()) {
                                case SLIDING -> WindowKind.WINDOW_KIND_SLIDING;
                                case CALENDAR -> WindowKind.WINDOW_KIND_CALENDAR;
                                case BUCKET -> WindowKind.WINDOW_KIND_BUCKET;
                            });
        }
        if (limit != null && limit.unit() == dev.tollgate.trafficmanager.policy.QuotaUnit.BYTES) {
            body.setUnit(QuotaUnit.QUOTA_UNIT_BANDWIDTH);
        }
        CallRule rule = policy.rule();
        if (rule != null) {
            body.setKeyTemplate(rule.keyTemplate());
            if (!rule.condition().isEmpty()) {
                body.setCondition(CallCondition.compiled(rule.condition()).toByteString());
            }
        }
        Limit burst = policy.burst();
        if (burst != null) {
            body.setBurstLimit(burst.calls())
                    .setBurstPeriodMs(burst.period().length().toMillis());
        }
        return FeedItem.newBuilder()
                .setKey(policy.feedKey())
                .setThrottlingPolicy(body)
                .build();
    }

    static FeedItem of(DenyCondition condition) {
        Instant expiresAt = condition.expiresAt();
        return FeedItem.newBuilder()
                .setKey(condition.feedKey())
                .setDenyCondition(dev.tollgate.contract.policy.DenyCondition.newBuilder()
                        .setId(condition.id().toString())
                        .setKind(
                                switch (condition.kind()) {
                                    case API -> DenyKind.DENY_KIND_API;
                                    case APPLICATION -> DenyKind.DENY_KIND_APPLICATION;
                                    case IP -> DenyKind.DENY_KIND_IP;
                                    case IPRANGE -> DenyKind.DENY_KIND_IP_RANGE;
                                    case USER -> DenyKind.DENY_KIND_USER;
                                })
                        .setValue(condition.value())
                        .setInvert(condition.invert())
                        .setEnabled(condition.enabled())
                        .setExpiresAtEpochMs(expiresAt == null ? 0 : expiresAt.toEpochMilli()))
                .build();
    }
}
