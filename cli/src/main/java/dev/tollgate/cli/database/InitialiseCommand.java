package dev.tollgate.cli.database;

import dev.tollgate.cli.CommandFailure;
import dev.tollgate.provision.database.DatabaseInitialiser;
import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the database, its roles and its empty schemas; may be run again at any time. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Make the database tollgate with its roles and schemas; running it again puts them right.")
final class InitialiseCommand implements Callable<Integer> {

    private static final String PASSWORD_VARIABLE = "TOLLGATE_DATABASE_ADMIN_PASSWORD";

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "JDBC URL of a database that exists: jdbc:postgresql://HOST:PORT/postgres")
    private String url = "";

    @Option(
            names = "--user",
            defaultValue = "postgres",
            paramLabel = "ROLE",
            description = "a role that may create databases and roles (default: ${DEFAULT-VALUE})")
    private String user = "postgres";

    @Option(
            names = "--password",
            interactive = true,
            arity = "0..1",
            paramLabel = "PASSWORD",
            description = "asked for when the option has no value; otherwise taken from " + PASSWORD_VARIABLE)
    private @Nullable String password;

    @Option(
            names = "--role-passwords",
            required = true,
            paramLabel = "FILE",
            description = "the services' passwords, role=password a line; made with random ones where it is absent")
    private Path rolePasswords = Path.of("role-passwords");

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String secret = password == null ? System.getenv().getOrDefault(PASSWORD_VARIABLE, "") : password;
        try {
            new DatabaseInitialiser(url, user, secret).initialise(RolePasswordFile.at(rolePasswords));
        } catch (ProvisionException | IllegalArgumentException e) {
            throw new CommandFailure(
                    "the database is not ready",
                    String.valueOf(e.getMessage()),
                    "correct it and run ./tollgate db init again; what is done already stays");
        }
        command.commandLine()
                .getOut()
                .println("database " + DatabaseInitialiser.DATABASE + " is ready; the services' passwords are in "
                        + rolePasswords.toAbsolutePath().normalize());
        return 0;
    }
}
