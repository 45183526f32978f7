package dev.tollgate.store.settings;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the Store tells its clients about this installation.
 *
 * @param publicUrl address of the front, without a final slash
 */
@ConfigurationProperties("tollgate")
public record StoreProperties(
        @DefaultValue("https://localhost:9443") URI publicUrl) {

    /** The grant types that applications' keys may have. */
    public List<String> grantTypes() {
        return List.of("authorization_code", "client_credentials", "password", "refresh_token");
    }
}
