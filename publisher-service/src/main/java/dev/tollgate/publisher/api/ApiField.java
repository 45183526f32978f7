package dev.tollgate.publisher.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of an API in the REST contract: what each holds, and who may change it. A field that is not here is not known, and
 * ignored.
 */
public enum ApiField {
    ID("id", Kind.READ_ONLY),
    NAME("name", Kind.TEXT),
    DISPLAY_NAME("displayName", Kind.TEXT),
    CONTEXT("context", Kind.TEXT),
    VERSION("version", Kind.TEXT),
    PROVIDER("provider", Kind.TEXT),
    DESCRIPTION("description", Kind.TEXT),
    TYPE("type", Kind.TEXT),
    AUDIENCE("audience", Kind.TEXT),
    AUDIENCES("audiences", Kind.TEXTS),
    IS_DEFAULT_VERSION("isDefaultVersion", Kind.FLAG),
    IS_REVISION("isRevision", Kind.READ_ONLY),
    REVISIONED_API_ID("revisionedApiId", Kind.READ_ONLY),
    REVISION_ID("revisionId", Kind.READ_ONLY),

    LIFE_CYCLE_STATUS("lifeCycleStatus", Kind.READ_ONLY),
    WORKFLOW_STATUS("workflowStatus", Kind.READ_ONLY),
    HAS_THUMBNAIL("hasThumbnail", Kind.READ_ONLY),
    CREATED_TIME("createdTime", Kind.READ_ONLY),
    LAST_UPDATED_TIME("lastUpdatedTime", Kind.READ_ONLY),
    LAST_UPDATED_TIMESTAMP("lastUpdatedTimestamp", Kind.READ_ONLY),
    /** Tollgate's own: since when the API is deprecated. */
    DEPRECATED_TIME("deprecatedTime", Kind.READ_ONLY),
    INITIATED_FROM_GATEWAY("initiatedFromGateway", Kind.READ_ONLY),

    VISIBILITY("visibility", Kind.TEXT),
    VISIBLE_ROLES("visibleRoles", Kind.TEXTS),
    VISIBLE_TENANTS("visibleTenants", Kind.TEXTS),
    VISIBLE_ORGANIZATIONS("visibleOrganizations", Kind.TEXTS),
    ACCESS_CONTROL("accessControl", Kind.TEXT),
    ACCESS_CONTROL_ROLES("accessControlRoles", Kind.TEXTS),
    SUBSCRIPTION_AVAILABILITY("subscriptionAvailability", Kind.TEXT),
    SUBSCRIPTION_AVAILABLE_TENANTS("subscriptionAvailableTenants", Kind.TEXTS),
    TAGS("tags", Kind.TEXTS),
    CATEGORIES("categories", Kind.TEXTS),
    ADDITIONAL_PROPERTIES("additionalProperties", Kind.OBJECTS),
    ADDITIONAL_PROPERTIES_MAP("additionalPropertiesMap", Kind.OBJECT),
    BUSINESS_INFORMATION("businessInformation", Kind.OBJECT),
    ADVERTISE_INFO("advertiseInfo", Kind.OBJECT),

    TRANSPORT("transport", Kind.TEXTS),
    SECURITY_SCHEME("securityScheme", Kind.TEXTS),
    AUTHORIZATION_HEADER("authorizationHeader", Kind.TEXT),
    API_KEY_HEADER("apiKeyHeader", Kind.TEXT),
    CORS_CONFIGURATION("corsConfiguration", Kind.OBJECT),
    RESPONSE_CACHING_ENABLED("responseCachingEnabled", Kind.FLAG),
    CACHE_TIMEOUT("cacheTimeout", Kind.NUMBER),
    ENABLE_SCHEMA_VALIDATION("enableSchemaValidation", Kind.FLAG),
    ENABLE_SUBSCRIBER_VERIFICATION("enableSubscriberVerification", Kind.FLAG),
    GATEWAY_TYPE("gatewayType", Kind.TEXT),
    GATEWAY_VENDOR("gatewayVendor", Kind.TEXT),
    EGRESS("egress", Kind.FLAG),
    KEY_MANAGERS("keyManagers", Kind.OPAQUE),

    POLICIES("policies", Kind.TEXTS),
    ORGANIZATION_POLICIES("organizationPolicies", Kind.OBJECTS),
    API_THROTTLING_POLICY("apiThrottlingPolicy", Kind.TEXT),
    MAX_TPS("maxTps", Kind.OBJECT),

    ENDPOINT_CONFIG("endpointConfig", Kind.OBJECT),
    ENDPOINT_IMPLEMENTATION_TYPE("endpointImplementationType", Kind.TEXT),
    PRIMARY_PRODUCTION_ENDPOINT_ID("primaryProductionEndpointId", Kind.TEXT),
    PRIMARY_SANDBOX_ENDPOINT_ID("primarySandboxEndpointId", Kind.TEXT),

    OPERATIONS("operations", Kind.OBJECTS),
    SCOPES("scopes", Kind.OBJECTS),
    API_POLICIES("apiPolicies", Kind.OBJECT),
    API_HUB_POLICIES("apiHubPolicies", Kind.OBJECTS),
    MEDIATION_POLICIES("mediationPolicies", Kind.OBJECTS),
    THREAT_PROTECTION_POLICIES("threatProtectionPolicies", Kind.OPAQUE),

    WSDL_INFO("wsdlInfo", Kind.OPAQUE),
    WSDL_URL("wsdlUrl", Kind.READ_ONLY),
    MONETIZATION("monetization", Kind.OBJECT),
    WEBSUB_SUBSCRIPTION_CONFIGURATION("websubSubscriptionConfiguration", Kind.OPAQUE),
    SERVICE_INFO("serviceInfo", Kind.OPAQUE),
    ASYNC_TRANSPORT_PROTOCOLS("asyncTransportProtocols", Kind.OPAQUE),
    SUBTYPE_CONFIGURATION("subtypeConfiguration", Kind.OPAQUE),

    /** Tollgate's own: {@code CACHED} or {@code STRICT}. */
    KEY_VALIDATION("keyValidation", Kind.TEXT),
    /** Tollgate's own: when the API is to be taken away, ISO 8601; told in {@code Sunset} once it is deprecated. */
    SUNSET("sunset", Kind.TEXT),
    /** Tollgate's own: where Publish deploys an API that has no deployment. */
    GATEWAY_ENVIRONMENTS("gatewayEnvironments", Kind.TEXTS),
    /** Tollgate's own: largest request body that gateways pass on; 0 or absent: the gateway's limit. */
    MAX_BODY_BYTES("maxBodyBytes", Kind.NUMBER);

    /** What a field holds. */
    public enum Kind {
        TEXT,
        TEXTS,
        FLAG,
        NUMBER,
        OBJECT,
        OBJECTS,
        /** Kept as it comes: outside what Tollgate does. */
        OPAQUE,
        /** Made by the server; ignored in requests. */
        READ_ONLY
    }

    private static final Map<String, ApiField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ApiField::wireName, Function.identity()));

    /** What a token with no more than {@code apim:api_publish} may change. */
    static final Set<ApiField> MUTABLE_BY_PUBLISHERS = Set.of(
            TAGS,
            POLICIES,
            ORGANIZATION_POLICIES,
            API_THROTTLING_POLICY,
            VISIBILITY,
            VISIBLE_ROLES,
            VISIBLE_ORGANIZATIONS,
            SUBSCRIPTION_AVAILABILITY,
            ADDITIONAL_PROPERTIES,
            ADDITIONAL_PROPERTIES_MAP,
            CATEGORIES,
            SUNSET);

    /** Fixed when an API is made: a copy with another version is another API. */
    static final List<ApiField> FIXED = List.of(NAME, CONTEXT, VERSION, TYPE);

    private final String wireName;
    private final Kind kind;

    ApiField(String wireName, Kind kind) {
        this.wireName = wireName;
        this.kind = kind;
    }

    public String wireName() {
        return wireName;
    }

    public Kind kind() {
        return kind;
    }

    static Optional<ApiField> of(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
