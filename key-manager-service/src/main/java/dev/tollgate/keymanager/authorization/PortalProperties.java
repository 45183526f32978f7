package dev.tollgate.keymanager.authorization;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param portalOrigins where browsers find the portals, as scheme, host and port; empty: at the public URL */
@ConfigurationProperties("tollgate.key-manager.signin")
public record PortalProperties(@DefaultValue List<String> portalOrigins) {

    public PortalProperties {
        portalOrigins = portalOrigins.stream()
                .filter(origin -> !origin.isBlank())
                .map(PortalProperties::origin)
                .toList();
    }

    private static String origin(String origin) {
        URI uri = URI.create(origin.trim());
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        boolean bare = uri.getRawPath().isEmpty() || uri.getRawPath().equals("/");
        if (!web
                || !bare
                || uri.getHost() == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("tollgate.key-manager.signin.portal-origins holds " + origin
                    + ", which is not like https://apis.example.com or http://localhost:9763");
        }
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
