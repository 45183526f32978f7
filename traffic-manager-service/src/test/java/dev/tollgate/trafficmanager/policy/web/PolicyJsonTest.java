package dev.tollgate.trafficmanager.policy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.trafficmanager.policy.EngineMode;
import dev.tollgate.trafficmanager.policy.OutageBehaviour;
import dev.tollgate.trafficmanager.policy.PolicyLevel;
import dev.tollgate.trafficmanager.policy.QuotaUnit;
import dev.tollgate.trafficmanager.policy.SubscriptionTerms.Permission;
import dev.tollgate.trafficmanager.policy.ThrottlingPolicy;
import dev.tollgate.trafficmanager.policy.WindowKind;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PolicyJsonTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String LIMIT = "\"defaultLimit\":{\"type\":\"REQUESTCOUNTLIMIT\",\"requestCount\":"
            + "{\"timeUnit\":\"hour\",\"unitTime\":2,\"requestCount\":30}}";

    private static ThrottlingPolicy read(PolicyLevel level, String more) {
        String body = "{\"policyName\":\"p\"," + LIMIT + more + "}";
        return PolicyReader.read(level, UUID.randomUUID(), JSON.readValue(body, PolicyJson.class));
    }

    @Test
    void absentFieldsMeanDefaults() {
        ThrottlingPolicy policy = read(PolicyLevel.SUBSCRIPTION, "");

        assertThat(policy.displayName()).isEqualTo("p");
        assertThat(policy.engine()).isEqualTo(EngineMode.LEASED);
        assertThat(policy.onOutage()).isEqualTo(OutageBehaviour.LOCAL);
        assertThat(policy.burst()).isNull();
        assertThat(policy.terms().stopOnQuotaReach()).isTrue();
        assertThat(policy.enforced()).hasValueSatisfying(limit -> {
            assertThat(limit.window()).isEqualTo(WindowKind.SLIDING);
            assertThat(limit.calls()).isEqualTo(30);
            assertThat(limit.period().length()).hasHours(2);
        });
    }

    @Test
    void aTierThatDoesNotStopAtItsQuotaEnforcesNothing() {
        assertThat(read(PolicyLevel.SUBSCRIPTION, ",\"stopOnQuotaReach\":false").enforced())
                .isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        ThrottlingPolicy policy = read(
                PolicyLevel.SUBSCRIPTION,
                ",\"displayName\":\"P\",\"rateLimitCount\":4,\"rateLimitTimeUnit\":\"sec\",\"billingPlan\":\"commercial\","
                    + "\"permissions\":{\"permissionType\":\"deny\",\"roles\":[\"a\"]},\"window\":\"calendar\","
                    + "\"engine\":\"EXACT\",\"onOutage\":\"closed\","
                    + "\"customAttributes\":[{\"name\":\"n\",\"value\":\"v\"}]");

        PolicyJson written = JSON.readValue(JSON.writeValueAsString(PolicyWriter.write(policy)), PolicyJson.class);

        assertThat(PolicyReader.read(PolicyLevel.SUBSCRIPTION, policy.id(), written))
                .isEqualTo(policy);
        assertThat(policy.terms().permission().kind()).isEqualTo(Permission.Kind.DENY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"conditionalGroups\":[{\"description\":\"\"}]",
                ",\"graphQLMaxDepth\":3",
                ",\"subscriberCount\":10",
                ",\"monetization\":{\"monetizationPlan\":\"FIXEDRATE\",\"properties\":{\"a\":\"b\"}}",
                ",\"rateLimitCount\":3",
                ",\"rateLimitCount\":-3,\"rateLimitTimeUnit\":\"min\"",
                ",\"window\":\"SQUARE\"",
                ",\"engine\":\"GUESS\"",
                ",\"billingPlan\":\"LATER\"",
                ",\"permissions\":{\"permissionType\":\"ALLOW\",\"roles\":[\"\"]}",
            })
    void whatCannotBeKeptIsRefused(String more) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> read(PolicyLevel.SUBSCRIPTION, more));
    }

    private static ThrottlingPolicy rule(String more) {
        return read(PolicyLevel.CUSTOM, more);
    }

    private static PolicyJson written(ThrottlingPolicy policy) {
        return JSON.readValue(JSON.writeValueAsString(PolicyWriter.write(policy)), PolicyJson.class);
    }

    @Test
    void aCustomRuleKeepsItsTemplateAndItsCondition() {
        ThrottlingPolicy policy = rule(",\"keyTemplate\":\"$userId:$apiContext:$apiVersion\",\"condition\":"
                + "\"verb == 'POST' && request.header('X-Tenant') in ['a', 'b'] && !sandbox\"");

        PolicyJson written = written(policy);

        assertThat(written.type()).isEqualTo("CustomRule");
        assertThat(PolicyReader.read(PolicyLevel.CUSTOM, policy.id(), written)).isEqualTo(policy);
        assertThat(rule(",\"keyTemplate\":\"everybody\"").rule()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"keyTemplate\":\"$customer\"",
                ",\"keyTemplate\":\"$userId $appId\"",
                ",\"keyTemplate\":\"$userId\",\"siddhiQuery\":\"FROM RequestStream SELECT *\"",
                ",\"keyTemplate\":\"$userId\",\"condition\":\"verb\"",
                ",\"keyTemplate\":\"$userId\",\"condition\":\"customer == 'x'\"",
                ",\"keyTemplate\":\"$userId\",\"condition\":\"verb ==\"",
                ",\"keyTemplate\":\"$userId\",\"condition\":\"scopes.exists(s, s == 'x')\"",
            })
    void aRuleThatNoGatewayCouldEvaluateIsRefused(String more) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> rule(more));
    }

    @Test
    void onlyCustomRulesHaveTemplatesAndConditions() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> read(PolicyLevel.APPLICATION, ",\"keyTemplate\":\"$userId\""));
    }

    @Test
    void aBandwidthQuotaIsInBytesAndReadAgainInTheLargestUnit() {
        String body = "{\"policyName\":\"p\",\"defaultLimit\":{\"type\":\"BANDWIDTHLIMIT\",\"bandwidth\":"
                + "{\"timeUnit\":\"min\",\"unitTime\":1,\"dataAmount\":2048,\"dataUnit\":\"KB\"}}}";
        ThrottlingPolicy policy =
                PolicyReader.read(PolicyLevel.APPLICATION, UUID.randomUUID(), JSON.readValue(body, PolicyJson.class));

        assertThat(policy.enforced()).hasValueSatisfying(limit -> {
            assertThat(limit.unit()).isEqualTo(QuotaUnit.BYTES);
            assertThat(limit.calls()).isEqualTo(2 << 20);
        });
        PolicyJson written = written(policy);
        assertThat(JSON.writeValueAsString(written)).contains("\"dataAmount\":2,\"dataUnit\":\"MB\"");
        assertThat(PolicyReader.read(PolicyLevel.APPLICATION, policy.id(), written))
                .isEqualTo(policy);
        for (String bad : new String[] {"\"dataAmount\":0", "\"dataUnit\":\"TB\"", "\"dataAmount\":9000000000"}) {
            String changed = body.replaceAll(bad.substring(0, bad.indexOf(':')) + ":[^,}]+", bad);
            assertThatExceptionOfType(RefusedException.class)
                    .as(bad)
                    .isThrownBy(() -> PolicyReader.read(
                            PolicyLevel.APPLICATION, UUID.randomUUID(), JSON.readValue(changed, PolicyJson.class)));
        }
    }

    @Test
    void onlyTiersHaveBursts() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> read(
                        PolicyLevel.APPLICATION,
                        ",\"burstLimit\":{\"rateLimitCount\":3,\"rateLimitTimeUnit\":\"min\"}"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> read(PolicyLevel.ADVANCED, ",\"rateLimitCount\":3,\"rateLimitTimeUnit\":\"min\""));
    }
}
