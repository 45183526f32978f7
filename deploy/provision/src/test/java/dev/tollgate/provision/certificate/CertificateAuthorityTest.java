package dev.tollgate.provision.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.server.ProvisionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void aPeersCertificateNamesItAndServesBothEnds() throws Exception {
        CertificateAuthority authority = at(NOW);
        PemFiles files = authority.issue("key-manager", List.of("km.example", "10.0.0.7"));
        X509Certificate certificate = Pem.certificate(files.certificate());

        certificate.verify(Pem.certificate(files.authority()).getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).startsWith("CN=key-manager,");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder(
                        "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "key-manager", "km.example", "10.0.0.7");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength())
                .isEqualTo(256);
    }

    @Test
    void theServerCertificateOpensNoInternalContract() throws Exception {
        X509Certificate certificate =
                Pem.certificate(at(NOW).issueServer(List.of()).certificate());
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(CertificateAuthority.PEERS).doesNotContain(CertificateAuthority.SERVER);
    }

    @Test
    void theKeyFitsTheCertificateAndIsTheOwnersAlone() throws Exception {
        PemFiles files = at(NOW).issue("store", List.of());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(Pem.privateKey(files.privateKey()));
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(Pem.certificate(files.certificate()));
        signature.update((byte) 1);

        assertThat(signature.verify(signed)).isTrue();
        assertThat(mode(files.privateKey())).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("ca.key"))).isEqualTo("rw-------");
        assertThat(Files.readString(files.privateKey())).startsWith("-----BEGIN PRIVATE KEY-----\n");
    }

    @Test
    void aSecondStartKeepsAuthorityAndCertificates() throws Exception {
        byte[] first = Files.readAllBytes(at(NOW).issue("store", List.of()).certificate());
        byte[] again = Files.readAllBytes(
                at(NOW.plus(Duration.ofDays(300))).issue("store", List.of()).certificate());
        assertThat(again).isEqualTo(first);
    }

    @Test
    void aCertificateIsRenewedNearItsEndForOtherNamesAndWhenItsKeyIsGone() throws Exception {
        byte[] first = Files.readAllBytes(at(NOW).issue("store", List.of()).certificate());
        byte[] named = Files.readAllBytes(
                at(NOW).issue("store", List.of("store.example")).certificate());
        assertThat(named).isNotEqualTo(first);
        PemFiles renewed = at(NOW.plus(Duration.ofDays(370))).issue("store", List.of("store.example"));
        assertThat(Files.readAllBytes(renewed.certificate())).isNotEqualTo(named);
        byte[] before = Files.readAllBytes(renewed.certificate());
        Files.delete(renewed.privateKey());
        assertThat(Files.readAllBytes(at(NOW.plus(Duration.ofDays(370)))
                        .issue("store", List.of("store.example"))
                        .certificate()))
                .isNotEqualTo(before);
        assertThat(renewed.privateKey()).exists();
    }

    @Test
    void twoInstallationsHaveTwoAuthorities(@TempDir Path other) throws Exception {
        X509Certificate mine = Pem.certificate(at(NOW).certificateFile());
        X509Certificate theirs =
                Pem.certificate(CertificateAuthority.open(other).certificateFile());
        assertThat(mine.getSubjectX500Principal()).isNotEqualTo(theirs.getSubjectX500Principal());
    }

    @Test
    void aDamagedAuthorityIsNotReplacedBehindItsClientsBacks() throws Exception {
        at(NOW);
        Files.writeString(directory.resolve("ca.key"), "rubbish");
        assertThatThrownBy(() -> at(NOW)).isInstanceOf(ProvisionException.class).hasMessageContaining("move it away");
    }

    private CertificateAuthority at(Instant instant) {
        return CertificateAuthority.open(directory, InstantSource.fixed(instant));
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
