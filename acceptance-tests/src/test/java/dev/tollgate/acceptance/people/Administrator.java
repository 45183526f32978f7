package dev.tollgate.acceptance.people;

import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The administrator of the first start: makes users and policies, and says which networks backends may stand in. */
public record Administrator(Installation installation) {

    /** A new user with these roles, by SCIM. */
    public Person user(String word, String... roles) {
        String name = Names.fresh(word);
        String password = Names.password();
        installation
                .front(installation.administrator())
                .post(
                        "/scim2/Users",
                        Map.of(
                                "schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:User"),
                                "userName", name,
                                "password", password,
                                "emails", List.of(Map.of("value", name + "@example.com", "primary", true)),
                                "roles",
                                        Stream.of(roles)
                                                .map(role -> Map.of("value", role))
                                                .toList()))
                .expect(201);
        return new Person(installation, name, password);
    }

    /** A new throttling policy of request counts at a level, by the admin API; returns its name. */
    public String policy(ThrottlingPolicies.Level level, ThrottlingPolicies.Quota quota) {
        String name = Names.fresh(quota.requests() + "Per" + quota.unitTime() + quota.timeUnit())
                .replace("-", "_");
        api().post("/throttling/policies/" + level.path(), ThrottlingPolicies.body(level, name, quota))
                .expect(201);
        return name;
    }

    /** A new tier that also limits bursts, so many requests in a unit of time; returns its name. */
    public String tierWithBurst(ThrottlingPolicies.Quota quota, int requests, String timeUnit) {
        String name = Names.fresh("burst" + requests + timeUnit).replace("-", "_");
        Map<String, Object> body = ThrottlingPolicies.body(ThrottlingPolicies.Level.SUBSCRIPTION, name, quota);
        body.put("rateLimitCount", requests);
        body.put("rateLimitTimeUnit", timeUnit);
        api().post("/throttling/policies/subscription", body).expect(201);
        return name;
    }

    /** A new custom rule; returns its id. */
    public String rule(ThrottlingPolicies.Quota quota, String keyTemplate, String condition) {
        return api().post("/throttling/policies/custom", ThrottlingPolicies.rule(quota, keyTemplate, condition))
                .expect(201)
                .text("policyId");
    }

    /** A new tier of so many kilobytes; returns its name. */
    public String bandwidthTier(int kilobytes, int seconds) {
        String name = Names.fresh(kilobytes + "KB").replace("-", "_");
        Map<String, Object> body = ThrottlingPolicies.body(
                ThrottlingPolicies.Level.SUBSCRIPTION, name, ThrottlingPolicies.Quota.perSeconds(1, seconds));
        body.put(
                "defaultLimit",
                Map.of(
                        "type",
                        "BANDWIDTHLIMIT",
                        "bandwidth",
                        Map.of("dataAmount", kilobytes, "dataUnit", "KB", "unitTime", seconds, "timeUnit", "sec")));
        api().post("/throttling/policies/subscription", body).expect(201);
        return name;
    }

    /** Says which requests wait for an approver. */
    public void workflows(Map<String, String> modes) {
        api().put("/settings/workflows", modes).expect(200);
    }

    public Rest api() {
        return installation.admin(installation.administrator());
    }
}
