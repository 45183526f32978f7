package dev.tollgate.platform.testing;

import dev.tollgate.provision.certificate.CertificateAuthority;
import dev.tollgate.provision.certificate.PemFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Certificates of every peer, made once for each test JVM. */
public final class InternalCertificates {

    private static final InternalCertificates INSTANCE = new InternalCertificates();

    private final CertificateAuthority authority =
            CertificateAuthority.open(RealPostgres.temporary("tollgate-certificates"));
    private final Map<String, PemFiles> files = new ConcurrentHashMap<>();

    private InternalCertificates() {}

    public static InternalCertificates get() {
        return INSTANCE;
    }

    /** PEM files of gateway, key-manager, publisher, store or traffic-manager. */
    public PemFiles of(String peer) {
        return files.computeIfAbsent(peer, name -> authority.issue(name, List.of()));
    }

    /** The {@code tollgate.internal.*} properties of a peer, without port and peers. */
    public Map<String, String> properties(String peer) {
        PemFiles pem = of(peer);
        var properties = new LinkedHashMap<String, String>();
        properties.put("tollgate.internal.certificate", pem.certificate().toString());
        properties.put("tollgate.internal.private-key", pem.privateKey().toString());
        properties.put("tollgate.internal.ca", pem.authority().toString());
        return properties;
    }
}
