package dev.tollgate.gateway.invocation;

import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.gateway.backend.BackendGroup;
import dev.tollgate.gateway.routing.Templates;
import dev.tollgate.gateway.throttle.BackendCap;
import org.jspecify.annotations.Nullable;

/**
 * One deployed revision, ready to serve: nothing of it is looked up, parsed or built again on a call.
 *
 * @param name "/context/version"
 * @param bearerField the field that carries tokens, null where the API takes none
 * @param keyField the field and query parameter that carry API keys, null where the API takes none
 * @param deprecation what answers say of it, null where the API is not deprecated
 * @param strict whether opaque tokens and keys are asked of the Key Manager on every call
 */
record CompiledApi(
        String id,
        String name,
        LifeCycleState state,
        @Nullable String bearerField,
        @Nullable String keyField,
        boolean strict,
        boolean http,
        boolean https,
        long maxBodyBytes,
        @Nullable CorsPolicy cors,
        @Nullable BackendGroup production,
        @Nullable BackendGroup sandbox,
        @Nullable BackendCap productionCap,
        @Nullable BackendCap sandboxCap,
        @Nullable Deprecation deprecation,
        Templates<CompiledOperation> operations) {}
