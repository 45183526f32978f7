package dev.tollgate.cli.demo;

import dev.tollgate.cli.installation.Installation;
import dev.tollgate.cli.rest.RestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Walks the main job on a running installation and shows each step as the curl line that does the same. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Publish an API, subscribe, get a token, call it, meet a 429; each step as a curl line.")
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "the installation's data directory (default: ${DEFAULT-VALUE})")
    private Path dataDirectory = Path.of("data");

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Installation installation = Installation.in(dataDirectory);
        try (RestClient client = new RestClient()) {
            Narrator narrator = new Narrator(client, command.commandLine().getOut());
            new Demo(installation, narrator, DemoVariables.in(installation.directory())).run();
        }
        return 0;
    }
}
