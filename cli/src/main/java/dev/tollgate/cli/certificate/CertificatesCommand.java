package dev.tollgate.cli.certificate;

import dev.tollgate.cli.CommandFailure;
import dev.tollgate.provision.certificate.CertificateAuthority;
import dev.tollgate.provision.certificate.PemFiles;
import dev.tollgate.provision.server.ProvisionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the installation's own authority, a certificate for each peer of the internal contracts, and one for clients. */
@Command(
        name = "certs",
        mixinStandardHelpOptions = true,
        description = "Make the local authority and every service's certificate; what is valid is kept.")
public final class CertificatesCommand implements Callable<Integer> {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "./data/certificates",
            description = "directory of the PEM files (default: ${DEFAULT-VALUE})")
    private Path directory = Path.of("data", "certificates");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "a further host name or address that the certificates are for; may be repeated")
    private List<String> names = new ArrayList<>();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            CertificateAuthority authority = CertificateAuthority.open(directory.toAbsolutePath());
            command.commandLine().getOut().println(authority.certificateFile());
            for (String peer : CertificateAuthority.PEERS) {
                print(authority.issue(peer, names));
            }
            print(authority.issueServer(names));
            return 0;
        } catch (ProvisionException | IllegalArgumentException e) {
            throw new CommandFailure(
                    "no certificates were made",
                    String.valueOf(e.getMessage()),
                    "correct it and run ./tollgate certs --out DIR again");
        }
    }

    private void print(PemFiles files) {
        command.commandLine().getOut().println(files.certificate());
    }
}
