package dev.tollgate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.cli.certificate.CertificatesCommand;
import dev.tollgate.cli.database.DatabaseCommand;
import dev.tollgate.cli.demo.DemoCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point. Exit codes: 0 done, 1 could not, 2 not understood. */
@Command(
        name = "tollgate",
        description = "API management: publish, subscribe, invoke, at exactly the agreed rate.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "Tollgate 0.1.0",
        subcommands = {DemoCommand.class, DatabaseCommand.class, CertificatesCommand.class})
public final class TollgateCommand {

    private static final int COULD_NOT = 1;

    private TollgateCommand() {}

    public static void main(String... arguments) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new TollgateCommand())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    report(failure, line.getErr());
                    return COULD_NOT;
                })
                .execute(arguments);
    }

    private static void report(Exception failure, PrintWriter err) {
        err.println("tollgate: " + describe(failure));
        if (failure instanceof CommandFailure known) {
            err.println("next: " + known.next());
        }
    }

    private static String describe(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
