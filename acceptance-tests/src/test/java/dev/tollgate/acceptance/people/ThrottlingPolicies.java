package dev.tollgate.acceptance.people;

import java.util.LinkedHashMap;
import java.util.Map;

/** Throttling policies in the admin API's JSON. */
public final class ThrottlingPolicies {

    private ThrottlingPolicies() {}

    /** A level that the admin API has a family of policies for. */
    public enum Level {
        SUBSCRIPTION("subscription", "SubscriptionThrottlePolicy"),
        APPLICATION("application", "ApplicationThrottlePolicy"),
        API("advanced", "AdvancedThrottlePolicy");

        private final String path;
        private final String type;

        Level(String path, String type) {
            this.path = path;
            this.type = type;
        }

        String path() {
            return path;
        }
    }

    /** So many requests in so many units of time, over a sliding window. */
    public record Quota(int requests, int unitTime, String timeUnit) {

        public static Quota perSeconds(int requests, int seconds) {
            return new Quota(requests, seconds, "sec");
        }

        public static Quota perHour(int requests) {
            return new Quota(requests, 1, "hour");
        }
    }

    static Map<String, Object> rule(Quota quota, String keyTemplate, String condition) {
        Map<String, Object> body = body(Level.API, Names.fresh("rule").replace("-", "_"), quota);
        body.put("type", "CustomRule");
        body.put("keyTemplate", keyTemplate);
        body.put("condition", condition);
        return body;
    }

    static Map<String, Object> body(Level level, String name, Quota quota) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("policyName", name);
        body.put("displayName", name);
        body.put("description", "");
        body.put("type", level.type);
        body.put(
                "defaultLimit",
                Map.of(
                        "type",
                        "REQUESTCOUNTLIMIT",
                        "requestCount",
                        Map.of(
                                "requestCount", quota.requests(),
                                "unitTime", quota.unitTime(),
                                "timeUnit", quota.timeUnit())));
        body.put("window", "SLIDING");
        if (level == Level.SUBSCRIPTION) {
            body.put("billingPlan", "FREE");
            body.put("stopOnQuotaReach", true);
        }
        return body;
    }
}
