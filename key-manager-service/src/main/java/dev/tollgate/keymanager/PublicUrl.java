package dev.tollgate.keymanager;

import java.net.URI;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The one address under which the platform is known, without a final slash: issuer, audience and base of links. */
@Component
public final class PublicUrl {

    private final String value;

    @Autowired
    PublicUrl(Environment environment) {
        this(environment.getProperty("tollgate.public-url", "https://localhost:9443"));
    }

    public PublicUrl(String value) {
        URI uri = URI.create(value);
        if (uri.getScheme() == null || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("tollgate.public-url is not an http or https address: " + value);
        }
        this.value = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    }

    public String value() {
        return value;
    }

    /** Names cookies, so that several installations on one machine keep theirs apart. */
    public int port() {
        URI uri = URI.create(value);
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}
