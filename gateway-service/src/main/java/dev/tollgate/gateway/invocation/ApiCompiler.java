package dev.tollgate.gateway.invocation;

import dev.tollgate.contract.deployment.AuthType;
import dev.tollgate.contract.deployment.BackendGroup;
import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.deployment.KeyValidationMode;
import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.contract.deployment.Operation;
import dev.tollgate.gateway.backend.Backends;
import dev.tollgate.gateway.keyvalidation.Requirement;
import dev.tollgate.gateway.routing.CanonicalPath;
import dev.tollgate.gateway.routing.Templates;
import dev.tollgate.gateway.throttle.BackendCap;
import dev.tollgate.gateway.throttle.ThrottlePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a deployed revision into what serves its calls. What cannot be served as deployed is an error, never left out. */
final class ApiCompiler {

    private static final Set<String> UNSUPPORTED = Set.of("mutualssl_mandatory", "basic_auth");

    private final Backends backends;
    private final long maxBodyBytes;

    ApiCompiler(Backends backends, long maxBodyBytes) {
        this.backends = backends;
        this.maxBodyBytes = maxBodyBytes;
    }

    CompiledApi compile(DeployedApi api) {
        if (CanonicalPath.of(prefix(api)) == null
                || api.getContext().equals("/")
                || api.getVersion().contains("/")) {
            throw new IllegalArgumentException("no request can ever match " + prefix(api));
        }
        List<String> schemes = api.getSecuritySchemesList();
        boolean bearer = schemes.contains("oauth2");
        boolean key = schemes.contains("api_key");
        for (String scheme : schemes) {
            if (scheme.equals("mutualssl_mandatory") || (UNSUPPORTED.contains(scheme) && !bearer && !key)) {
                throw new IllegalArgumentException("the security scheme " + scheme + " is not supported");
            }
        }
        boolean prototype = api.getLifeCycleState() == LifeCycleState.LIFE_CYCLE_STATE_PROTOTYPED;
        ThrottlePoint whole = ThrottlePoint.api(api.getApiId(), limited(api.getThrottlingPolicy()));
        List<Templates.Entry<CompiledOperation>> operations = new ArrayList<>();
        for (Operation operation : api.getOperationsList()) {
            CompiledOperation compiled = compile(api, operation, prototype, whole);
            operations.add(new Templates.Entry<>(compiled.verb(), compiled.target(), compiled));
        }
        List<String> transports = api.getTransportsList();
        return new CompiledApi(
                api.getApiId(),
                prefix(api),
                api.getLifeCycleState(),
                bearer || !key ? orElse(api.getAuthorizationHeader(), "Authorization") : null,
                key ? orElse(api.getApiKeyHeader(), "apikey") : null,
                api.getKeyValidation() == KeyValidationMode.KEY_VALIDATION_MODE_STRICT,
                transports.isEmpty() || transports.contains("http"),
                transports.isEmpty() || transports.contains("https"),
                api.getMaxBodyBytes() > 0 ? Math.min(api.getMaxBodyBytes(), maxBodyBytes) : maxBodyBytes,
                CorsPolicy.of(api.getCors()),
                group(api.getProduction()),
                group(api.getSandbox()),
                BackendCap.of(api.getBackendCapProduction()),
                BackendCap.of(api.getBackendCapSandbox()),
                Deprecation.of(api),
                Templates.of(operations));
    }

    private static CompiledOperation compile(
            DeployedApi api, Operation operation, boolean prototype, ThrottlePoint whole) {
        AuthType type = prototype ? AuthType.AUTH_TYPE_NONE : operation.getAuthType();
        if (type == AuthType.UNRECOGNIZED) {
            throw new IllegalArgumentException("the authentication type of " + operation.getVerb() + " "
                    + operation.getTarget() + " is not known");
        }
        return new CompiledOperation(
                operation.getVerb().toUpperCase(Locale.ROOT),
                operation.getTarget(),
                new Requirement(api.getApiId(), type, Set.copyOf(operation.getScopesList())),
                point(api, operation, whole));
    }

    /** An API with a policy of its own is limited as a whole, else each operation that has one. */
    private static ThrottlePoint point(DeployedApi api, Operation operation, ThrottlePoint whole) {
        String policy = limited(operation.getThrottlingPolicy());
        return policy.isEmpty() || !limited(api.getThrottlingPolicy()).isEmpty()
                ? whole
                : ThrottlePoint.operation(
                        api.getApiId(), operation.getVerb().toUpperCase(Locale.ROOT), operation.getTarget(), policy);
    }

    private dev.tollgate.gateway.backend.@Nullable BackendGroup group(BackendGroup group) {
        return group.getBackendsCount() == 0 ? null : backends.compile(group);
    }

    /** "/context/version". */
    static String prefix(DeployedApi api) {
        return api.getContext() + "/" + api.getVersion();
    }

    private static String limited(String policy) {
        return policy.equals("Unlimited") ? "" : policy;
    }

    private static String orElse(String text, String fallback) {
        return text.isEmpty() ? fallback : text;
    }
}
