package dev.tollgate.publisher.api;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.definition.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a document must keep to, whatever else exists. Each refusal names the field. */
final class ApiRules {

    private static final Pattern NAME = Pattern.compile("[^~!@#;:%^*()+={}|\\\\<>\"',&$\\[\\]/]+");
    private static final Pattern VERSION = Pattern.compile("[^~!@#;:%^*()+={}|\\\\<>\"',&/$\\[\\]\\s]+");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
    private static final Pattern CONTEXT = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    private static final Pattern TARGET =
            Pattern.compile("/|(/([A-Za-z0-9._~!$&'()+,;=:@-]|%[0-9A-Fa-f]{2}|\\{[^/{}]+})*)*(/\\*)?");
    private static final Pattern DOTS = Pattern.compile("(^|.*/)\\.{1,2}(/.*|$)");

    // answered by gateways themselves
    private static final Set<String> RESERVED_CONTEXTS = Set.of("/token", "/revoke", "/oauth2", "/actuator");
    private static final Set<String> SECURITY_SCHEMES =
            Set.of("oauth2", "api_key", "oauth_basic_auth_api_key_mandatory");

    private ApiRules() {}

    static void check(ApiDocument api) {
        Kinds.check(api);
        identity(api);
        limits(api);
        exposure(api);
        runtime(api);
        operations(api);
        Unsupported.check(api);
    }

    private static void identity(ApiDocument api) {
        String name = api.text(ApiField.NAME);
        if (!NAME.matcher(name).matches() || !name.equals(name.strip()) || hasControl(name)) {
            throw bad(
                    ApiField.NAME, "is needed, without any of ~!@#;:%^*()+={}|\\<>\"',&$[]/ and without outer spaces");
        }
        length(api, ApiField.NAME, 255);
        length(api, ApiField.DISPLAY_NAME, 255);
        String version = api.text(ApiField.VERSION);
        if (!VERSION.matcher(version).matches() || DOTS.matcher(version).matches() || hasControl(version)) {
            throw bad(ApiField.VERSION, "is needed, without spaces and any of ~!@#;:%^*()+={}|\\<>\"',&/$[]");
        }
        length(api, ApiField.VERSION, 30);
        String context = api.text(ApiField.CONTEXT);
        length(api, ApiField.CONTEXT, 232);
        if (!CONTEXT.matcher(context).matches() || DOTS.matcher(context).matches()) {
            throw bad(
                    ApiField.CONTEXT,
                    "is needed: segments of letters, digits and -._~, each after a slash, without the version");
        }
        if (RESERVED_CONTEXTS.contains(context.toLowerCase(Locale.ROOT))) {
            throw bad(ApiField.CONTEXT, "is one of the gateway's own paths");
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static void limits(ApiDocument api) {
        length(api, ApiField.PROVIDER, 200);
        length(api, ApiField.DESCRIPTION, 32_766);
        JsonNode business = api.get(ApiField.BUSINESS_INFORMATION);
        for (String person : List.of("businessOwner", "technicalOwner")) {
            if (business.path(person).asString("").length() > 120) {
                throw bad(ApiField.BUSINESS_INFORMATION, person + " must not be longer than 120 characters");
            }
        }
        for (String tag : api.texts(ApiField.TAGS)) {
            if (tag.isBlank() || tag.length() > 100 || hasControl(tag)) {
                throw bad(ApiField.TAGS, "each must be 1 to 100 characters");
            }
        }
        for (ApiField field : List.of(ApiField.TAGS, ApiField.POLICIES, ApiField.VISIBLE_ROLES)) {
            if (api.get(field).size() > 200) {
                throw bad(field, "at most 200 are possible");
            }
        }
    }

    private static void length(ApiDocument api, ApiField field, int max) {
        if (api.text(field).length() > max) {
            throw bad(field, "must not be longer than " + max + " characters");
        }
    }

    private static void exposure(ApiDocument api) {
        oneOf(api, ApiField.VISIBILITY, Set.of("PUBLIC", "PRIVATE", "RESTRICTED"));
        oneOf(api, ApiField.ACCESS_CONTROL, Set.of("NONE", "RESTRICTED"));
        oneOf(api, ApiField.SUBSCRIPTION_AVAILABILITY, Set.of("CURRENT_TENANT", "ALL_TENANTS", "SPECIFIC_TENANTS"));
        if (api.text(ApiField.VISIBILITY).equals("RESTRICTED")
                && api.texts(ApiField.VISIBLE_ROLES).isEmpty()) {
            throw bad(ApiField.VISIBLE_ROLES, "are needed for visibility RESTRICTED");
        }
        if (api.text(ApiField.ACCESS_CONTROL).equals("RESTRICTED")
                && api.texts(ApiField.ACCESS_CONTROL_ROLES).isEmpty()) {
            throw bad(ApiField.ACCESS_CONTROL_ROLES, "are needed for accessControl RESTRICTED");
        }
        for (JsonNode property : api.get(ApiField.ADDITIONAL_PROPERTIES)) {
            String name = property.path("name").asString("");
            if (name.isBlank() || name.length() > 80 || name.chars().anyMatch(Character::isWhitespace)) {
                throw bad(ApiField.ADDITIONAL_PROPERTIES, "each needs a name of 1 to 80 characters without spaces");
            }
        }
    }

    private static void runtime(ApiDocument api) {
        for (String transport : api.texts(ApiField.TRANSPORT)) {
            if (!transport.equals("http") && !transport.equals("https")) {
                throw bad(ApiField.TRANSPORT, "http and https are possible");
            }
        }
        for (String scheme : api.texts(ApiField.SECURITY_SCHEME)) {
            if (!SECURITY_SCHEMES.contains(scheme)) {
                throw bad(ApiField.SECURITY_SCHEME, "'" + shown(scheme) + "' is not supported; use oauth2 and api_key");
            }
        }
        for (ApiField header : List.of(ApiField.AUTHORIZATION_HEADER, ApiField.API_KEY_HEADER)) {
            if (api.has(header) && !HEADER.matcher(api.text(header)).matches()) {
                throw bad(header, "must be a header's name");
            }
        }
        if (api.has(ApiField.SUNSET)) {
            Sunset.parse(api.text(ApiField.SUNSET));
        }
        oneOf(api, ApiField.KEY_VALIDATION, Set.of("CACHED", "STRICT"));
        if (api.number(ApiField.MAX_BODY_BYTES) < 0) {
            throw bad(ApiField.MAX_BODY_BYTES, "must be 0 or more");
        }
        JsonNode cap = api.get(ApiField.MAX_TPS);
        for (String side : List.of("production", "sandbox")) {
            JsonNode value = cap.path(side);
            if (!value.isMissingNode() && !value.isNull() && (!value.isIntegralNumber() || value.asLong() < 0)) {
                throw bad(ApiField.MAX_TPS, side + " must be a whole number of calls");
            }
        }
    }

    private static void operations(ApiDocument api) {
        var declared = new HashSet<>(api.scopeNames());
        if (declared.size() != api.get(ApiField.SCOPES).size()) {
            throw bad(ApiField.SCOPES, "each needs a name of its own");
        }
        for (String scope : declared) {
            if (scope.isBlank()
                    || scope.length() > 255
                    || scope.chars().anyMatch(c -> c <= ' ' || c == '"' || c == '\\')) {
                throw bad(ApiField.SCOPES, "a scope's name has 1 to 255 characters, without spaces and quotes");
            }
            if (scope.toLowerCase(Locale.ROOT).startsWith("apim:")) {
                throw bad(ApiField.SCOPES, "names that begin with apim: are the platform's own");
            }
        }
        var routes = new HashSet<String>();
        for (Operation operation : api.operations()) {
            String where = "'" + shown(operation.verb() + " " + operation.target()) + "' ";
            if (!Operation.VERBS.contains(operation.verb())) {
                throw bad(ApiField.OPERATIONS, where + "needs a verb out of " + String.join(", ", Operation.VERBS));
            }
            String target = operation.target();
            if (!TARGET.matcher(target).matches()
                    || DOTS.matcher(target).matches()
                    || target.contains("//")
                    || target.length() > 1024) {
                throw bad(ApiField.OPERATIONS, where + "needs a target like /orders/{orderId} or /*");
            }
            if (!Operation.AUTH_TYPES.contains(operation.authType())) {
                throw bad(ApiField.OPERATIONS, where + "has an unknown authType");
            }
            if (!routes.add(operation.route())) {
                throw bad(ApiField.OPERATIONS, where + "stands there twice");
            }
            for (String scope : operation.scopes()) {
                if (!declared.contains(scope)) {
                    throw bad(
                            ApiField.OPERATIONS,
                            where + "names the scope '" + shown(scope) + "', which scopes does not declare");
                }
            }
        }
    }

    private static void oneOf(ApiDocument api, ApiField field, Set<String> values) {
        if (api.has(field) && !values.contains(api.text(field))) {
            throw bad(
                    field,
                    "must be one of "
                            + String.join(", ", values.stream().sorted().toList()));
        }
    }

    static String shown(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    static RefusedException bad(ApiField field, String rule) {
        return new RefusedException(CommonError.BAD_REQUEST, field.wireName() + ": " + rule + ".");
    }
}
