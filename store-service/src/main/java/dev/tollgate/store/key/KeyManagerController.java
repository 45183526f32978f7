package dev.tollgate.store.key;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.store.settings.StoreProperties;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The key managers that keys can be had from: Tollgate's own. */
@RestController
class KeyManagerController {

    private final StoreProperties properties;

    KeyManagerController(StoreProperties properties) {
        this.properties = properties;
    }

    /** All key managers: KeyManagerList. */
    record KeyManagers(int count, List<Item> list) {}

    /** A key manager: KeyManagerInfo. */
    record Item(
            String id,
            String name,
            String type,
            String displayName,
            String description,
            boolean enabled,
            List<String> availableGrantTypes,
            String tokenEndpoint,
            String revokeEndpoint,
            String userInfoEndpoint,
            boolean enableTokenGeneration,
            boolean enableTokenEncryption,
            boolean enableTokenHashing,
            boolean enableOAuthAppCreation,
            boolean enableMapOAuthConsumerApps,
            List<String> applicationConfiguration,
            Map<String, String> additionalProperties,
            String tokenType) {}

    @Scopes("apim:subscribe")
    @GetMapping("/api/am/devportal/v3/key-managers")
    KeyManagers list() {
        String at = properties.publicUrl().toString();
        var resident = new Item(
                ResidentKeyManager.ID,
                ResidentKeyManager.NAME,
                "default",
                ResidentKeyManager.NAME,
                "Tollgate's own key manager",
                true,
                properties.grantTypes(),
                at + "/oauth2/token",
                at + "/oauth2/revoke",
                at + "/oauth2/userinfo",
                true,
                false,
                true,
                true,
                false,
                List.of(),
                Map.of(),
                "DIRECT");
        return new KeyManagers(1, List.of(resident));
    }
}
