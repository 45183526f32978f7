package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.lease.LevelKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where calls of an API, or of one operation of it, are counted. Holds the permit stores of its callers, so that a call finds its own by
 * one look-up.
 */
public final class ThrottlePoint {

    private final String apiId;
    private final LevelKind kind;
    private final String key;
    private final String policy;
    private final Map<String, PermitStore> production = new ConcurrentHashMap<>();
    private final Map<String, PermitStore> sandbox = new ConcurrentHashMap<>();

    private ThrottlePoint(String apiId, LevelKind kind, String key, String policy) {
        this.apiId = apiId;
        this.kind = kind;
        this.key = key;
        this.policy = policy;
    }

    /**
     * All operations of an API together.
     *
     * @param policy empty: neither the API nor its operations are limited by themselves
     */
    public static ThrottlePoint api(String apiId, String policy) {
        return new ThrottlePoint(apiId, LevelKind.LEVEL_KIND_API, apiId, policy);
    }

    public static ThrottlePoint operation(String apiId, String verb, String target, String policy) {
        return new ThrottlePoint(apiId, LevelKind.LEVEL_KIND_OPERATION, apiId + ":" + verb + ":" + target, policy);
    }

    String apiId() {
        return apiId;
    }

    LevelKind kind() {
        return kind;
    }

    String key() {
        return key;
    }

    String policy() {
        return policy;
    }

    Map<String, PermitStore> stores(boolean forSandbox) {
        return forSandbox ? sandbox : production;
    }
}
