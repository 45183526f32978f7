package dev.tollgate.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.tollgate.contract.feed.FeedFailure;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.policy.ThrottlingPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CustomRuleTest {

    /** A call of bob's, with one field. */
    private record Facts(String userId, Map<String, String> fields) implements CallFacts {

        @Override
        public String appId() {
            return "app";
        }

        @Override
        public String apiContext() {
            return "/pets";
        }

        @Override
        public String apiVersion() {
            return "1.0.0";
        }

        @Override
        public String resourceKey() {
            return "/pets/1.0.0/{id}:GET";
        }

        @Override
        public String verb() {
            return "GET";
        }

        @Override
        public String clientIp() {
            return "2001:db8::1";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }

        @Override
        public boolean sandbox() {
            return false;
        }

        @Override
        public String header(String name) {
            return fields.getOrDefault(name, "");
        }

        @Override
        public String query(String name) {
            throw new IllegalArgumentException("malformed");
        }
    }

    private static final Facts BOB = new Facts("bob", Map.of("X-Tenant", "blue"));

    /** As the Traffic Manager compiles them: a wider language would do, the names are what counts. */
    private static ByteString condition(String text) throws Exception {
        OpaqueType request = OpaqueType.create("tollgate.Request");
        var tree = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("userId", SimpleType.STRING)
                .addVar("sandbox", SimpleType.BOOL)
                .addVar("request", request)
                .addFunctionDeclarations(
                        CelFunctionDecl.newFunctionDeclaration(
                                "header",
                                CelOverloadDecl.newMemberOverload(
                                        "request_header", SimpleType.STRING, request, SimpleType.STRING)),
                        CelFunctionDecl.newFunctionDeclaration(
                                "query",
                                CelOverloadDecl.newMemberOverload(
                                        "request_query", SimpleType.STRING, request, SimpleType.STRING)))
                .build()
                .compile(text)
                .getAst();
        return CelProtoAbstractSyntaxTree.fromCelAst(tree).toCheckedExpr().toByteString();
    }

    private static ThrottlingPolicy policy(String template, ByteString condition) {
        return ThrottlingPolicy.newBuilder()
                .setName("rule")
                .setKeyTemplate(template)
                .setCondition(condition)
                .build();
    }

    private static String key(String template, Facts call) {
        LevelKey level = CustomRule.of(policy(template, ByteString.EMPTY)).level(call);
        return level == null ? "none" : level.key();
    }

    @Test
    void callsWithTheSameValuesHaveTheSameKey() {
        assertThat(key("$userId", BOB)).isEqualTo("rule:bob");
        assertThat(key("$clientIp", BOB)).isEqualTo("rule:2001:db8::1");
        assertThat(key("all", BOB)).isEqualTo("rule:all");
        assertThat(key("u-$userId:$apiContext/$apiVersion:$appId", BOB)).isEqualTo("rule:u-bob:/pets/1.0.0:app");
    }

    @Test
    void aCallWithoutAValueIsNotCounted() {
        assertThat(key("$userId", new Facts("", Map.of()))).isEqualTo("none");
    }

    @Test
    void valuesThatHoldTheSeparatorMakeNoOthersKey() {
        assertThat(key("$userId:$appId", new Facts("bob:app", Map.of())))
                .isEqualTo("rule:bob%3Aapp:app")
                .isNotEqualTo(key("$userId:$appId:$appId", BOB));
    }

    @Test
    void keysAreBoundedAndStayDifferent() {
        String one = key("$userId", new Facts("x".repeat(5000) + "1", Map.of()));
        String other = key("$userId", new Facts("x".repeat(5000) + "2", Map.of()));

        assertThat(one).hasSizeLessThan(600).isNotEqualTo(other);
    }

    @Test
    void onlyCallsThatMeetTheConditionAreCounted() throws Exception {
        CustomRule rule = CustomRule.of(
                policy("$userId", condition("userId != 'alice' && request.header('X-Tenant') == 'blue' && !sandbox")));

        assertThat(rule.level(BOB)).isNotNull();
        assertThat(rule.level(new Facts("alice", BOB.fields()))).isNull();
        assertThat(rule.level(new Facts("bob", Map.of()))).isNull();
    }

    @Test
    void aCallCannotGetAroundALimitByMakingTheConditionFail() throws Exception {
        CustomRule rule = CustomRule.of(policy("$userId", condition("request.query('a') == 'b'")));

        assertThat(rule.level(BOB)).isNotNull();
    }

    @Test
    void aRuleThatCannotBeEvaluatedIsReportedAndTheOneBeforeStays() {
        Policies policies = new Policies();
        policies.accept(List.of(item(policy("$userId", ByteString.EMPTY))), true);
        List<FeedFailure> failures = policies.accept(
                List.of(item(policy("$userId", ByteString.copyFromUtf8("nothing of the kind")))), false);

        assertThat(failures).extracting(FeedFailure::getKey).containsExactly("policy/custom/rule");
        assertThat(policies.rules()).hasSize(1);
        assertThat(policies.accept(
                        List.of(FeedItem.newBuilder()
                                .setKey("policy/custom/rule")
                                .build()),
                        false))
                .isEmpty();
        assertThat(policies.rules()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> CustomRule.of(policy("$nobody", ByteString.EMPTY)));
    }

    private static FeedItem item(ThrottlingPolicy policy) {
        return FeedItem.newBuilder()
                .setKey("policy/custom/rule")
                .setThrottlingPolicy(policy)
                .build();
    }
}
