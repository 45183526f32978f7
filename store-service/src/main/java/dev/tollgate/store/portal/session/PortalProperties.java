package dev.tollgate.store.portal.session;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web portal.
 *
 * @param keyManager where this service reaches the Key Manager's public port, without a final slash
 * @param clientId the portal's client at the Key Manager: public, with PKCE
 * @param scopes what a session may do in the Store
 */
@ConfigurationProperties("tollgate.store.portal")
record PortalProperties(
        @DefaultValue("http://127.0.0.1:9843") URI keyManager,
        @DefaultValue("tollgate-store-portal") String clientId,

        @DefaultValue({
            "openid",
            "apim:subscribe",
            "apim:app_manage",
            "apim:sub_manage",
            "apim:api_key",
            "apim:store_settings"
        })
        List<String> scopes) {

    PortalProperties {
        scopes = List.copyOf(scopes);
    }
}
