package dev.tollgate.trafficmanager.policy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A policy's columns, those of its identity left out. */
final class PolicyColumns {

    private PolicyColumns() {}

    static Map<String, @Nullable Object> of(ThrottlingPolicy policy, JsonMapper json) {
        var values = new HashMap<String, @Nullable Object>();
        Limit limit = policy.limit();
        Limit burst = policy.burst();
        values.put("displayName", policy.displayName());
        values.put("description", policy.description());
        values.put("calls", limit == null ? null : limit.calls());
        values.put("periodCount", limit == null ? null : limit.period().count());
        values.put("periodUnit", limit == null ? null : limit.period().unit().name());
        values.put("window", limit == null ? null : limit.window().name());
        values.put("unit", limit == null ? QuotaUnit.CALLS.name() : limit.unit().name());
        CallRule rule = policy.rule();
        values.put("keyTemplate", rule == null ? null : rule.keyTemplate());
        values.put("condition", rule == null ? null : rule.condition());
        values.put("burstCalls", burst == null ? null : burst.calls());
        values.put("burstUnit", burst == null ? null : burst.period().unit().name());
        values.put("engine", policy.engine().name());
        values.put("onOutage", policy.onOutage().name());
        values.put("billingPlan", policy.terms().billingPlan());
        values.put("stop", policy.terms().stopOnQuotaReach());
        values.put("permission", policy.terms().permission().kind().name());
        values.put("roles", policy.terms().permission().roles().toArray(String[]::new));
        values.put("attributes", json.writeValueAsString(policy.terms().customAttributes()));
        return values;
    }
}
