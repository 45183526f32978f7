package dev.tollgate.acceptance.people;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An API as a provider writes it down: WSO2's JSON, with what the cases vary. */
public record ApiDraft(Map<String, Object> fields) {

    /** An API of any path on the backend, open to every tier that the cases use, on a context of its own. */
    public static ApiDraft on(String backendUrl) {
        String name = Names.fresh("echo");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("version", "1.0.0");
        fields.put("context", "/" + name);
        fields.put("policies", List.of("Unlimited", "Gold", "Bronze"));
        fields.put("endpointConfig", endpoint(backendUrl));
        fields.put("operations", List.of(operation("GET", "/*"), operation("POST", "/*"), operation("DELETE", "/*")));
        return new ApiDraft(fields);
    }

    public ApiDraft with(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new ApiDraft(changed);
    }

    public ApiDraft without(String field) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.remove(field);
        return new ApiDraft(changed);
    }

    public ApiDraft offering(String... tiers) {
        return with("policies", List.of(tiers));
    }

    public ApiDraft limitedBy(String advancedPolicy) {
        return with("apiThrottlingPolicy", advancedPolicy);
    }

    /** One more operation, with an advanced policy of its own. */
    public ApiDraft withLimitedOperation(String verb, String target, String advancedPolicy) {
        List<Object> operations = new ArrayList<>((List<?>) Objects.requireNonNull(fields.get("operations")));
        Map<String, Object> operation = new LinkedHashMap<>(operation(verb, target));
        operation.put("throttlingPolicy", advancedPolicy);
        operations.add(operation);
        return with("operations", operations);
    }

    /** One more operation, whose callers need the scope. */
    public ApiDraft withScopedOperation(String verb, String target, String scope, String role) {
        List<Object> operations = new ArrayList<>((List<?>) Objects.requireNonNull(fields.get("operations")));
        Map<String, Object> operation = new LinkedHashMap<>(operation(verb, target));
        operation.put("scopes", List.of(scope));
        operations.add(operation);
        return with("operations", operations)
                .with(
                        "scopes",
                        List.of(Map.of(
                                "shared",
                                false,
                                "scope",
                                Map.of("name", scope, "displayName", scope, "bindings", List.of(role)))));
    }

    public String name() {
        return (String) Objects.requireNonNull(fields.get("name"));
    }

    public String context() {
        return (String) Objects.requireNonNull(fields.get("context"));
    }

    public static Map<String, Object> endpoint(String url) {
        return Map.of("endpoint_type", "http", "production_endpoints", Map.of("url", url));
    }

    public static Map<String, Object> operation(String verb, String target) {
        return Map.of(
                "verb",
                verb,
                "target",
                target,
                "authType",
                "Application & Application User",
                "throttlingPolicy",
                "Unlimited");
    }
}
