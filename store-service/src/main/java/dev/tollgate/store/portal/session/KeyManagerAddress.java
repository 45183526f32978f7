package dev.tollgate.store.portal.session;

import dev.tollgate.platform.internal.InternalProperties;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.stereotype.Component;

/** The Key Manager's public port as this service reaches it; over TLS its certificate is of the installation's own authority. */
@Component
final class KeyManagerAddress {

    private final URI base;
    private final SSLContext trust;

    KeyManagerAddress(PortalProperties properties, InternalProperties internal)
            throws IOException, GeneralSecurityException {
        this.base = properties.keyManager();
        this.trust = "https".equals(base.getScheme()) ? trusting(internal.ca()) : SSLContext.getDefault();
    }

    URI at(String path) {
        return URI.create(base + path);
    }

    SSLContext trust() {
        return trust;
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(authority)) {
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
