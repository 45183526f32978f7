package dev.tollgate.publisher.api;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Known fields with values that would change what an API does, and that Tollgate does not do: refused, never dropped. */
final class Unsupported {

    private static final Set<String> GATEWAY_TYPES = Set.of("wso2/synapse", "Regular", "");
    private static final Set<String> KEY_MANAGERS = Set.of("all", "Resident Key Manager");

    private Unsupported() {}

    static void check(ApiDocument api) {
        refuse(api, ApiField.TYPE, !api.text(ApiField.TYPE).equals("HTTP") && api.has(ApiField.TYPE));
        refuse(api, ApiField.AUDIENCE, api.text(ApiField.AUDIENCE).equals("SINGLE"));
        refuse(
                api,
                ApiField.AUDIENCES,
                api.texts(ApiField.AUDIENCES).stream().anyMatch(audience -> !audience.equals("all")));
        refuse(
                api,
                ApiField.ADVERTISE_INFO,
                api.get(ApiField.ADVERTISE_INFO).path("advertised").asBoolean(false));
        refuse(api, ApiField.RESPONSE_CACHING_ENABLED, api.flag(ApiField.RESPONSE_CACHING_ENABLED));
        refuse(api, ApiField.ENABLE_SCHEMA_VALIDATION, api.flag(ApiField.ENABLE_SCHEMA_VALIDATION));
        refuse(api, ApiField.GATEWAY_TYPE, !GATEWAY_TYPES.contains(api.text(ApiField.GATEWAY_TYPE)));
        refuse(api, ApiField.EGRESS, api.flag(ApiField.EGRESS));
        refuse(api, ApiField.KEY_MANAGERS, otherKeyManagers(api.get(ApiField.KEY_MANAGERS)));
        refuse(
                api,
                ApiField.ORGANIZATION_POLICIES,
                !api.get(ApiField.ORGANIZATION_POLICIES).isEmpty());
        for (String unit : List.of("productionTimeUnit", "sandboxTimeUnit")) {
            refuse(
                    api,
                    ApiField.MAX_TPS,
                    !api.get(ApiField.MAX_TPS).path(unit).asString("SECOND").equals("SECOND"));
        }
        refuse(
                api,
                ApiField.MAX_TPS,
                api.get(ApiField.MAX_TPS)
                        .path("tokenBasedThrottlingConfiguration")
                        .path("isTokenBasedThrottlingEnabled")
                        .asBoolean(false));
        String implementation = api.text(ApiField.ENDPOINT_IMPLEMENTATION_TYPE);
        refuse(
                api,
                ApiField.ENDPOINT_IMPLEMENTATION_TYPE,
                !implementation.isEmpty() && !implementation.equals("ENDPOINT"));
        refuse(api, ApiField.API_POLICIES, anyMember(api.get(ApiField.API_POLICIES)));
        refuse(
                api,
                ApiField.API_HUB_POLICIES,
                !api.get(ApiField.API_HUB_POLICIES).isEmpty());
        refuse(
                api,
                ApiField.MEDIATION_POLICIES,
                !api.get(ApiField.MEDIATION_POLICIES).isEmpty());
        refuse(api, ApiField.THREAT_PROTECTION_POLICIES, anyMember(api.get(ApiField.THREAT_PROTECTION_POLICIES)));
        refuse(
                api,
                ApiField.MONETIZATION,
                api.get(ApiField.MONETIZATION).path("enabled").asBoolean(false));
        for (JsonNode operation : api.get(ApiField.OPERATIONS)) {
            refuse(api, ApiField.OPERATIONS, anyMember(operation.path("operationPolicies")));
            refuse(
                    api,
                    ApiField.OPERATIONS,
                    !operation.path("operationHubPolicies").isEmpty());
            refuse(
                    api,
                    ApiField.OPERATIONS,
                    !operation.path("amznResourceName").asString("").isEmpty());
        }
    }

    private static boolean otherKeyManagers(JsonNode value) {
        for (JsonNode name : value) {
            if (!KEY_MANAGERS.contains(name.asString(""))) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of an object's lists has a member. */
    private static boolean anyMember(JsonNode lists) {
        for (JsonNode list : lists) {
            if (list.isContainer() && !list.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static void refuse(ApiDocument api, ApiField field, boolean asked) {
        if (asked) {
            String value = ApiRules.shown(api.get(field).toString());
            throw ApiRules.bad(field, "is not supported with this value, and was not stored: " + value);
        }
    }
}
