package dev.tollgate.publisher.deployment;

import dev.tollgate.contract.deployment.AuthType;
import dev.tollgate.contract.deployment.Backend;
import dev.tollgate.contract.deployment.BackendGroup;
import dev.tollgate.contract.deployment.BackendSelection;
import dev.tollgate.contract.deployment.Cors;
import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.deployment.KeyValidationMode;
import dev.tollgate.publisher.api.ApiDocument;
import dev.tollgate.publisher.api.ApiField;
import dev.tollgate.publisher.backend.Backends;
import dev.tollgate.publisher.definition.Operation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A revision's document in the gateway's words; what belongs to the API and not to the revision is added by the feed. */
final class DeployedApis {

    private DeployedApis() {}

    static DeployedApi of(ApiDocument document) {
        Backends backends = document.backends();
        var api = DeployedApi.newBuilder()
                .setName(document.text(ApiField.NAME))
                .setContext(document.text(ApiField.CONTEXT))
                .setVersion(document.text(ApiField.VERSION))
                .setThrottlingPolicy(document.text(ApiField.API_THROTTLING_POLICY))
                .addAllSecuritySchemes(document.texts(ApiField.SECURITY_SCHEME))
                .setAuthorizationHeader(document.text(ApiField.AUTHORIZATION_HEADER))
                .setApiKeyHeader(document.text(ApiField.API_KEY_HEADER))
                .setKeyValidation(
                        document.text(ApiField.KEY_VALIDATION).equals("STRICT")
                                ? KeyValidationMode.KEY_VALIDATION_MODE_STRICT
                                : KeyValidationMode.KEY_VALIDATION_MODE_CACHED)
                .addAllTransports(document.texts(ApiField.TRANSPORT))
                .setCors(cors(document.get(ApiField.CORS_CONFIGURATION)))
                .setMaxBodyBytes(document.number(ApiField.MAX_BODY_BYTES))
                .setBackendCapProduction(
                        document.get(ApiField.MAX_TPS).path("production").asLong(0))
                .setBackendCapSandbox(
                        document.get(ApiField.MAX_TPS).path("sandbox").asLong(0))
                .addAllTiers(document.texts(ApiField.POLICIES));
        for (Operation operation : document.operations()) {
            api.addOperations(operation(operation));
        }
        Backends.Group production = backends.production();
        if (production != null) {
            api.setProduction(group(production));
        }
        Backends.Group sandbox = backends.sandbox();
        if (sandbox != null) {
            api.setSandbox(group(sandbox));
        }
        return api.build();
    }

    private static dev.tollgate.contract.deployment.Operation operation(Operation operation) {
        return dev.tollgate.contract.deployment.Operation.newBuilder()
                .setVerb(operation.verb())
                .setTarget(operation.target())
                .setAuthType(
                        switch (operation.authType()) {
                            case "Application" -> AuthType.AUTH_TYPE_APPLICATION;
                            case "Application User" -> AuthType.AUTH_TYPE_APPLICATION_USER;
                            case "None" -> AuthType.AUTH_TYPE_NONE;
                            default -> AuthType.AUTH_TYPE_APPLICATION_AND_APPLICATION_USER;
                        })
                .setThrottlingPolicy(
                        operation.throttlingPolicy().equals(Operation.UNLIMITED) ? "" : operation.throttlingPolicy())
                .addAllScopes(operation.scopes())
                .build();
    }

    private static BackendGroup group(Backends.Group group) {
        var backends = BackendGroup.newBuilder()
                .setSelection(
                        switch (group.selection()) {
                            case SINGLE -> BackendSelection.BACKEND_SELECTION_SINGLE;
                            case ROUND_ROBIN -> BackendSelection.BACKEND_SELECTION_ROUND_ROBIN;
                            case FAIL_OVER -> BackendSelection.BACKEND_SELECTION_FAIL_OVER;
                        })
                .setResponseTimeoutMs(group.responseTimeoutMs());
        for (String url : group.urls()) {
            backends.addBackends(Backend.newBuilder().setUrl(url).setWeight(1));
        }
        return backends.build();
    }

    private static Cors cors(JsonNode cors) {
        return Cors.newBuilder()
                .setEnabled(cors.path("corsConfigurationEnabled").asBoolean(false))
                .addAllAllowOrigins(texts(cors.path("accessControlAllowOrigins")))
                .addAllAllowHeaders(texts(cors.path("accessControlAllowHeaders")))
                .addAllAllowMethods(texts(cors.path("accessControlAllowMethods")))
                .setAllowCredentials(cors.path("accessControlAllowCredentials").asBoolean(false))
                .build();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(item.asString("")));
        return texts;
    }
}
