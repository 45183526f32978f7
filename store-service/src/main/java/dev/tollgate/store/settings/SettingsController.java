package dev.tollgate.store.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.store.catalogue.Gateways;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a portal has to know before anybody signs in. */
@RestController
class SettingsController {

    private static final List<String> SCOPES = List.of(
            "apim:subscribe",
            "apim:app_manage",
            "apim:sub_manage",
            "apim:api_key",
            "apim:app_import_export",
            "apim:store_settings",
            "openid");

    private final StoreProperties properties;
    private final Gateways gateways;

    SettingsController(StoreProperties properties, Gateways gateways) {
        this.properties = properties;
        this.gateways = gateways;
    }

    /** Devportal's Settings. */
    record Settings(
            List<String> grantTypes,
            List<String> scopes,
            boolean applicationSharingEnabled,
            @JsonProperty("IsLegacyApiKeysEnabled") boolean legacyApiKeysEnabled,
            boolean mapExistingAuthApps,
            String apiGatewayEndpoint,
            boolean monetizationEnabled,
            boolean recommendationEnabled,
            @JsonProperty("IsUnlimitedTierPaid") boolean unlimitedTierPaid,
            IdentityProvider identityProvider,
            @JsonProperty("IsAnonymousModeEnabled") boolean anonymousModeEnabled,
            @JsonProperty("IsPasswordChangeEnabled") boolean passwordChangeEnabled,
            @JsonProperty("IsJWTEnabledForLoginTokens") boolean jwtEnabledForLoginTokens,
            boolean orgAccessControlEnabled,
            int passwordPolicyMinLength,
            int passwordPolicyMaxLength,
            String devportalMode) {}

    /** Who signs users in. */
    record IdentityProvider(boolean external) {}

    @Anyone
    @GetMapping("/api/am/devportal/v3/settings")
    Settings settings() {
        String addresses = gateways.all().stream()
                .flatMap(environment -> environment.hosts().stream())
                .flatMap(host -> Stream.of(host.https(), host.http()).flatMap(Stream::ofNullable))
                .distinct()
                .collect(Collectors.joining(","));
        return new Settings(
                properties.grantTypes(),
                SCOPES,
                false,
                false,
                false,
                addresses,
                false,
                false,
                false,
                new IdentityProvider(false),
                true,
                true,
                false,
                false,
                -1,
                -1,
                "API_ONLY");
    }
}
