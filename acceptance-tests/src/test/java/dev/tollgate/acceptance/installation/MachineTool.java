package dev.tollgate.acceptance.installation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A program that some tests want and the product does without. Where it is missing they are skipped with one line that says so; with
 * {@code TOLLGATE_TOOLS=required} in the environment, as .ci/run has it, they fail.
 */
public final class MachineTool {

    private static final boolean REQUIRED = "required".equals(System.getenv("TOLLGATE_TOOLS"));

    private MachineTool() {}

    /** The first of these places that holds an executable file. */
    public static Path find(String name, String... places) {
        Optional<Path> found =
                Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
        return found.orElseThrow(
                () -> missing("there is no " + name + " on this machine (" + String.join(", ", places) + ")"));
    }

    /** What to throw where a test cannot run here. */
    public static RuntimeException missing(String reason) {
        if (REQUIRED) {
            return new IllegalStateException("TOLLGATE_TOOLS=required, but " + reason);
        }
        System.out.println("Skipped: " + reason);
        return new TestAbortedException(reason);
    }
}
