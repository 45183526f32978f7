package dev.tollgate.publisher.setting;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.publisher.environment.EnvironmentView;
import dev.tollgate.publisher.environment.Environments;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/am/publisher/v4/settings")
@EnableConfigurationProperties(PublicAddress.class)
class SettingController {

    private static final List<String> SCOPES = List.of(
            "openid",
            "apim:api_view",
            "apim:api_create",
            "apim:api_publish",
            "apim:api_delete",
            "apim:api_manage",
            "apim:api_list_view",
            "apim:api_definition_view",
            "apim:api_import_export",
            "apim:subscription_view",
            "apim:subscription_block",
            "apim:subscription_manage",
            "apim:tier_view",
            "apim:tier_manage",
            "apim:publisher_settings",
            "apim:admin");

    private final Environments environments;
    private final PublicAddress address;

    SettingController(Environments environments, PublicAddress address) {
        this.environments = environments;
        this.address = address;
    }

    /** WSO2's Settings, with the values that hold here. */
    record Settings(
            String devportalUrl,
            List<EnvironmentView> environment,
            List<String> gatewayTypes,
            List<String> scopes,
            List<Object> monetizationAttributes,
            Map<String, String> securityAuditProperties,
            boolean externalStoresEnabled,
            boolean docVisibilityEnabled,
            boolean portalConfigurationOnlyModeEnabled,
            boolean crossTenantSubscriptionEnabled,
            String defaultAdvancePolicy,
            String defaultSubscriptionPolicy,
            String authorizationHeader,
            @JsonProperty("IsJWTEnabledForLoginTokens") boolean jwtForLogin,
            boolean orgAccessControlEnabled,
            boolean allowSubscriptionValidationDisabling,
            boolean isMCPSupportEnabled,
            List<Object> customProperties) {}

    @GetMapping
    @Scopes({"apim:api_view", "apim:publisher_settings"})
    Settings settings() {
        return new Settings(
                address.publicUrl() + "/store",
                environments.list().stream().map(EnvironmentView::of).toList(),
                List.of("Regular"),
                SCOPES,
                List.of(),
                Map.of(),
                false,
                false,
                false,
                false,
                "Unlimited",
                "Unlimited",
                "Authorization",
                false,
                false,
                false,
                false,
                List.of());
    }
}
