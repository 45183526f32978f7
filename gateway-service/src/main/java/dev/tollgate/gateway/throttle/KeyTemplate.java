package dev.tollgate.gateway.throttle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text with variables, filled in for each call: calls with the same text are counted together. */
final class KeyTemplate {

    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z]+");

    private final List<Function<CallFacts, String>> parts;
    private final boolean several;

    private KeyTemplate(List<Function<CallFacts, String>> parts, boolean several) {
        this.parts = List.copyOf(parts);
        this.several = several;
    }

    /** Fails where a variable is not known. */
    static KeyTemplate of(String text) {
        List<Function<CallFacts, String>> parts = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(text);
        int end = 0;
        int count = 0;
        while (variables.find()) {
            String literal = text.substring(end, variables.start());
            parts.add(call -> literal);
            parts.add(variable(variables.group()));
            end = variables.end();
            count++;
        }
        String rest = text.substring(end);
        parts.add(call -> rest);
        return new KeyTemplate(parts, count > 1);
    }

    private static Function<CallFacts, String> variable(String name) {
        return switch (name) {
            case "$userId" -> CallFacts::userId;
            case "$appId" -> CallFacts::appId;
            case "$apiContext" -> CallFacts::apiContext;
            case "$apiVersion" -> CallFacts::apiVersion;
            case "$resourceKey" -> CallFacts::resourceKey;
            case "$clientIp" -> CallFacts::clientIp;
            default -> throw new IllegalArgumentException("the variable " + name + " is not known");
        };
    }

    /** Null where the call has no value for a variable. */
    @Nullable
    String key(CallFacts call) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i).apply(call);
            boolean value = i % 2 == 1;
            if (value && part.isEmpty()) {
                return null;
            }
            // values may hold what separates them: two different pairs must not make one key
            key.append(value && several ? part.replace("%", "%25").replace(":", "%3A") : part);
        }
        return key.toString();
    }
}
