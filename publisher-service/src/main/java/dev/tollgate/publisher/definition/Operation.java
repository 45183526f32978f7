package dev.tollgate.publisher.definition;

import java.util.List;
import java.util.Set;

/**
 * One thing that an API does.
 *
 * @param verb upper case
 * @param target path template, {@code /pet/{petId}}; {@code /*} at the end matches everything below
 * @param authType one of {@link #AUTH_TYPES}
 * @param throttlingPolicy an advanced policy's name
 * @param scopes any one of them is enough; empty: none is needed
 */
public record Operation(String verb, String target, String authType, String throttlingPolicy, List<String> scopes) {

    public static final String ANY_AUTH = "Any";
    public static final String UNLIMITED = "Unlimited";

    /** In the order in which documents list them. */
    public static final List<String> VERBS = List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD");

    /** WSO2's words. */
    public static final Set<String> AUTH_TYPES =
            Set.of(ANY_AUTH, "Application & Application User", "Application", "Application User", "None");

    public Operation {
        scopes = List.copyOf(scopes);
    }

    /** Equal for two operations that answer the same calls: names of path parameters and a final slash do not count. */
    public String route() {
        return verb + " " + target.replaceAll("\\{[^/{}]*}", "{}").replaceFirst("(?<=.)/$", "");
    }
}
