package dev.tollgate.allinone;

import dev.tollgate.allinone.installation.Options;
import dev.tollgate.allinone.operation.Doctor;
import dev.tollgate.allinone.operation.Down;
import dev.tollgate.allinone.operation.Run;
import dev.tollgate.allinone.operation.Status;
import dev.tollgate.provision.server.ProvisionException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the script {@code tollgate} starts. Exit codes: 0 done, 1 could not, 2 not understood, 3 (status) not running. */
public final class Launcher {

    private static final int COULD_NOT = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private Launcher() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = run(out, err, args);
        System.exit(status);
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        try {
            if (args.length == 0) {
                throw new IllegalArgumentException("expected run, down, status or doctor");
            }
            Options options = Options.of(Arrays.copyOfRange(args, 1, args.length), System.getenv());
            return switch (args[0]) {
                case "run" -> new Run(options, out, err).run();
                case "down" -> new Down(options, err).run();
                case "status" -> new Status(options, out).run();
                case "doctor" -> new Doctor(options, out).run();
                default -> throw new IllegalArgumentException("no such command: " + args[0]);
            };
        } catch (ProvisionException e) {
            err.println("tollgate: " + e.getMessage());
            return COULD_NOT;
        } catch (IllegalArgumentException e) {
            err.println("tollgate: " + e.getMessage());
            return NOT_UNDERSTOOD;
        }
    }
}
