package dev.tollgate.cli.database;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The database's sub-commands. */
@Command(
        name = "db",
        mixinStandardHelpOptions = true,
        description = "Prepare the database.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = InitialiseCommand.class)
public final class DatabaseCommand implements Runnable {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "Missing command: tollgate db init");
    }
}
