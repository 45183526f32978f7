package dev.tollgate.gateway.throttle;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.expr.CheckedExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.contract.policy.ThrottlingPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An administrator's rule on calls of any API: which of them it counts, and which together. */
final class CustomRule {

    private static final Logger log = LoggerFactory.getLogger(CustomRule.class);

    /** The Traffic Manager takes keys of a kilobyte. */
    private static final int LONGEST_KEY = 512;

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .addFunctionBindings(
                    CelFunctionBinding.from("request_header", CallFacts.class, String.class, CallFacts::header),
                    CelFunctionBinding.from("request_query", CallFacts.class, String.class, CallFacts::query))
            .build();

    private final ThrottlingPolicy policy;
    private final KeyTemplate template;
    private final CelRuntime.@Nullable Program condition;

    private CustomRule(ThrottlingPolicy policy, KeyTemplate template, CelRuntime.@Nullable Program condition) {
        this.policy = policy;
        this.template = template;
        this.condition = condition;
    }

    /** Fails where the rule cannot be evaluated here: leaving it out would let through what an administrator limits. */
    static CustomRule of(ThrottlingPolicy policy) {
        try {
            return new CustomRule(
                    policy,
                    KeyTemplate.of(policy.getKeyTemplate()),
                    policy.getCondition().isEmpty()
                            ? null
                            : RUNTIME.createProgram(CelProtoAbstractSyntaxTree.fromCheckedExpr(
                                            CheckedExpr.parseFrom(policy.getCondition()))
                                    .getAst()));
        } catch (InvalidProtocolBufferException | CelEvaluationException unusable) {
            throw new IllegalArgumentException(
                    "the condition of the rule " + policy.getName() + " cannot be evaluated: " + unusable.getMessage(),
                    unusable);
        }
    }

    ThrottlingPolicy policy() {
        return policy;
    }

    /** The counter of this call; null: the rule does not count it. */
    @Nullable
    LevelKey level(CallFacts call) {
        if (!counts(call)) {
            return null;
        }
        String key = template.key(call);
        return key == null
                ? null
                : new LevelKey(
                        LevelKind.LEVEL_KIND_CUSTOM, policy.getName() + ":" + bounded(key), policy.getName(), false);
    }

    /** Where the condition fails the call is counted: what a caller sends must not get it around a limit. */
    private boolean counts(CallFacts call) {
        CelRuntime.Program program = condition;
        if (program == null) {
            return true;
        }
        try {
            CelVariableResolver variables = name -> Optional.ofNullable(variable(name, call));
            return !Boolean.FALSE.equals(program.eval(variables));
        } catch (CelEvaluationException | RuntimeException failed) {
            log.debug("the condition of the rule {} failed", policy.getName(), failed);
            return true;
        }
    }

    private static @Nullable Object variable(String name, CallFacts call) {
        return switch (name) {
            case "userId" -> call.userId();
            case "appId" -> call.appId();
            case "apiContext" -> call.apiContext();
            case "apiVersion" -> call.apiVersion();
            case "resourceKey" -> call.resourceKey();
            case "verb" -> call.verb();
            case "clientIp" -> call.clientIp();
            case "scopes" -> List.copyOf(call.scopes());
            case "sandbox" -> call.sandbox();
            case "request" -> call;
            default -> null;
        };
    }

    private static String bounded(String key) {
        if (key.length() <= LONGEST_KEY) {
            return key;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return key.substring(0, LONGEST_KEY / 2) + "#" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
