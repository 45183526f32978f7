package dev.tollgate.allinone.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.server.ProvisionException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void aFileInItsPlaceIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("data"), "no directory");
        assertThatThrownBy(() -> DataDirectory.prepare(file.resolve("below")))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("--data");
    }

    @Test
    void theNumberOfAnotherProcessIsNotTakenForTheLauncher() throws Exception {
        DataDirectory data = DataDirectory.prepare(directory);
        assertThat(data.launcher()).isEmpty();
        Files.writeString(data.pidFile(), ProcessHandle.current().pid() + "\n");
        assertThat(data.launcher()).isEmpty();
        Files.writeString(data.pidFile(), "rubbish");
        assertThat(data.launcher()).isEmpty();
    }
}
