package dev.tollgate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoVariablesTest {

    @Test
    void aSecondRunFindsWhatTheFirstOneKept(@TempDir Path run) throws Exception {
        DemoVariables.in(run).keep("SUBSCRIBER_PASSWORD", "it's=here");

        assertThat(DemoVariables.in(run).value("SUBSCRIBER_PASSWORD")).contains("it's=here");
        assertThat(DemoVariables.in(run).value("TOKEN")).isEmpty();
    }

    @Test
    void theFileIsReadableByItsOwnerAlone(@TempDir Path run) throws Exception {
        DemoVariables variables = DemoVariables.in(run);
        variables.keep("TOKEN", "abc");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(variables.file())))
                .isEqualTo("rw-------");
    }
}
