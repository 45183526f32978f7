package dev.tollgate.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CertificatesCommandTest {

    @Test
    void everyPeerAndThePublicAddressesGetACertificate(@TempDir Path directory) {
        StringWriter out = new StringWriter();
        int status = new CommandLine(new CertificatesCommand())
                .setOut(new PrintWriter(out, true))
                .execute("--out", directory.resolve("c").toString(), "--name", "gateway.example");

        assertThat(status).isZero();
        assertThat(out.toString().lines().map(Path::of).map(Path::getFileName).map(Path::toString))
                .containsExactly(
                        "ca.crt",
                        "gateway.crt",
                        "key-manager.crt",
                        "publisher.crt",
                        "store.crt",
                        "traffic-manager.crt",
                        "server.crt");
        assertThat(out.toString().lines().map(Path::of))
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }
}
