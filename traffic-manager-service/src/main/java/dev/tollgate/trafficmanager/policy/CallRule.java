package dev.tollgate.trafficmanager.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a custom policy counts: calls that meet a condition, together where their keys are equal.
 *
 * @param keyTemplate text with variables in it, for example {@code $userId:$apiContext}
 * @param condition in CEL; empty: all calls
 */
public record CallRule(String keyTemplate, String condition) {

    /** WSO2's variables, those of tenants left out: there is one tenant. */
    public static final List<String> VARIABLES =
            List.of("$userId", "$appId", "$apiContext", "$apiVersion", "$resourceKey", "$clientIp");

    private static final Set<String> KNOWN = Set.copyOf(VARIABLES);
    private static final Pattern TEMPLATE = Pattern.compile("(?:\\$[A-Za-z]+|[A-Za-z0-9:._/-]){1,255}");
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z]+");

    /** Says what is wrong with the template, and how it would be right. */
    public CallRule {
        if (keyTemplate.length() > 255 || !TEMPLATE.matcher(keyTemplate).matches()) {
            throw new IllegalArgumentException(
                    "keyTemplate is 1 to 255 letters, digits and :._/- with variables among them: "
                            + String.join(", ", VARIABLES));
        }
        List<String> unknown =
                variables(keyTemplate).filter(name -> !KNOWN.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("keyTemplate names " + String.join(", ", unknown)
                    + ", which no call has: the variables are " + String.join(", ", VARIABLES));
        }
    }

    /** As the constructor, and the condition is one that gateways can evaluate. */
    public static CallRule checked(String keyTemplate, String condition) {
        if (!condition.isEmpty()) {
            var unused = CallCondition.compiled(condition);
        }
        return new CallRule(keyTemplate, condition);
    }

    private static Stream<String> variables(String template) {
        return VARIABLE.matcher(template).results().map(MatchResult::group);
    }
}
