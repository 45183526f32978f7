package dev.tollgate.provision.certificate;

import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.Secrets;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of this installation's own, made in a directory when it is first opened. Its certificates name the peers of the internal
 * contracts (the common name), and a server certificate for the public addresses comes from the same authority.
 */
public final class CertificateAuthority {

    /** The peers of the internal contracts, as their certificates name them. */
    public static final List<String> PEERS = List.of("gateway", "key-manager", "publisher", "store", "traffic-manager");

    /** The certificate of the public addresses: front, gateway. */
    public static final String SERVER = "server";

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration LIFE = Duration.ofDays(397);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    /** Clocks of other machines may be behind. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final Path directory;
    private final InstantSource clock;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private CertificateAuthority(Path directory, InstantSource clock, X509Certificate certificate, PrivateKey key) {
        this.directory = directory;
        this.clock = clock;
        this.certificate = certificate;
        this.key = key;
    }

    public static CertificateAuthority open(Path directory) {
        return open(directory, InstantSource.system());
    }

    /** Opens the authority of a directory, or makes one: {@code ca.crt} and {@code ca.key}. */
    public static CertificateAuthority open(Path directory, InstantSource clock) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            Path certificateFile = directory.resolve("ca.crt");
            if (!Files.exists(certificateFile)) {
                make(directory, clock);
            }
            X509Certificate certificate = Pem.certificate(certificateFile);
            if (!certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEW_BEFORE))) {
                throw new ProvisionException("The certificate authority in " + directory
                        + " ends on " + certificate.getNotAfter().toInstant()
                        + ": move the directory away, start again, and give clients the new ca.crt.");
            }
            return new CertificateAuthority(directory, clock, certificate, Pem.privateKey(directory.resolve("ca.key")));
        } catch (IOException | GeneralSecurityException e) {
            throw new ProvisionException(
                    "The certificate authority in " + directory + " cannot be read or made (" + e.getMessage()
                            + "): put a copy of the directory back, or move it away so that a new one is made.",
                    e);
        }
    }

    /** The authority's own certificate, for clients to trust. */
    public Path certificateFile() {
        return directory.resolve("ca.crt");
    }

    /** A peer's certificate, for both ends of a connection; kept until it nears its end or is asked for with other names. */
    public PemFiles issue(String peer, Collection<String> extraNames) {
        return issue(peer, extraNames, List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth));
    }

    /** The certificate of the addresses that browsers and API clients meet; it opens no internal contract. */
    public PemFiles issueServer(Collection<String> extraNames) {
        return issue(SERVER, extraNames, List.of(KeyPurposeId.id_kp_serverAuth));
    }

    private PemFiles issue(String name, Collection<String> extraNames, List<KeyPurposeId> purposes) {
        PemFiles files =
                new PemFiles(directory.resolve(name + ".crt"), directory.resolve(name + ".key"), certificateFile());
        Set<String> names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        if (!name.equals(SERVER)) {
            names.add(name);
        }
        names.addAll(extraNames);
        try {
            if (!usable(files, SubjectNames.of(names))) {
                KeyPair pair = newKeyPair();
                X509Certificate issued = sign(name, pair, names, purposes);
                // the key first: a certificate that exists has its key
                Files.deleteIfExists(files.certificate());
                Secrets.write(files.privateKey(), Pem.of(pair.getPrivate()));
                Secrets.write(files.certificate(), Pem.of(issued));
                Files.setPosixFilePermissions(files.certificate(), PosixFilePermissions.fromString("rw-r--r--"));
            }
            return files;
        } catch (IOException | GeneralSecurityException e) {
            throw new ProvisionException(
                    "Could not make the certificate of " + name + " in " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    private boolean usable(PemFiles files, SubjectNames names) throws IOException {
        if (!Files.exists(files.certificate()) || !Files.exists(files.privateKey())) {
            return false;
        }
        try {
            X509Certificate existing = Pem.certificate(files.certificate());
            Pem.privateKey(files.privateKey());
            existing.verify(certificate.getPublicKey());
            return existing.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEW_BEFORE))
                    && names.equals(SubjectNames.in(existing));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private X509Certificate sign(String name, KeyPair pair, Set<String> names, List<KeyPurposeId> purposes)
            throws GeneralSecurityException, CertIOException {
        Instant now = clock.instant();
        Instant end = now.plus(LIFE);
        Instant authorityEnd = certificate.getNotAfter().toInstant();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                certificate.getSubjectX500Principal(),
                serial(),
                Date.from(now.minus(SKEW)),
                Date.from(end.isBefore(authorityEnd) ? end : authorityEnd),
                new X500Principal("CN=" + name + ", O=Tollgate"),
                pair.getPublic());
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
        builder.addExtension(
                Extension.subjectAlternativeName, false, SubjectNames.of(names).extension());
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(certificate));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(pair.getPublic()));
        return signed(builder, key);
    }

    private static void make(Path directory, InstantSource clock) throws GeneralSecurityException, IOException {
        KeyPair pair = newKeyPair();
        Instant now = clock.instant();
        BigInteger serial = serial();
        // the number makes the authorities of several installations distinct in one browser
        X500Principal name =
                new X500Principal("CN=Tollgate local CA " + serial.toString(16).substring(0, 8) + ", O=Tollgate");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, serial, Date.from(now.minus(SKEW)), Date.from(now.plus(AUTHORITY_LIFE)), name, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        Secrets.write(directory.resolve("ca.key"), Pem.of(pair.getPrivate()));
        Path file = directory.resolve("ca.crt");
        Secrets.write(file, Pem.of(signed(builder, pair.getPrivate())));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(126, new SecureRandom()).setBit(126);
    }
}
