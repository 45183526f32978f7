package dev.tollgate.keymanager.authorization;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.client.ClientRegistry;
import java.net.URI;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Makes the portals' clients at each start, so that a changed address takes effect with it. */
@Component
class PortalClients implements InitializingBean {

    private final ClientRegistry registry;
    private final List<String> origins;

    PortalClients(ClientRegistry registry, PortalProperties properties, PublicUrl publicUrl) {
        this.registry = registry;
        URI uri = URI.create(publicUrl.value());
        this.origins = properties.portalOrigins().isEmpty()
                ? List.of(uri.getScheme() + "://" + uri.getRawAuthority())
                : properties.portalOrigins();
    }

    @Override
    public void afterPropertiesSet() {
        for (Portal portal : Portal.values()) {
            registry.putFirstParty(
                    portal.consumerKey(),
                    portal.title(),
                    portal.callbackUrls(origins),
                    portal.signOutUrls(origins),
                    portal.scopes());
        }
    }
}
