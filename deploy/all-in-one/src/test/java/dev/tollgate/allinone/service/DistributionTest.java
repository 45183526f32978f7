package dev.tollgate.allinone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.server.ProvisionException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {

    @TempDir
    Path directory;

    @Test
    void theClassPathKeepsTheOrderOfTheBuildAndSharesLibraries() throws Exception {
        Path services = directory.resolve("services");
        Files.createDirectories(services.resolve("store"));
        Files.createDirectories(services.resolve("lib"));
        Files.writeString(services.resolve("store/classes.jar"), "");
        Files.writeString(services.resolve("lib/b.jar"), "");
        Files.writeString(services.resolve("lib/a.jar"), "");
        Files.writeString(
                services.resolve("store/classpath.idx"), "- \"BOOT-INF/lib/b.jar\"\n- \"BOOT-INF/lib/a.jar\"\n");

        assertThat(new Distribution(directory).classPath("store"))
                .containsExactly(
                        services.resolve("store/classes.jar"),
                        services.resolve("lib/b.jar"),
                        services.resolve("lib/a.jar"));
        Files.delete(services.resolve("lib/a.jar"));
        assertThatThrownBy(() -> new Distribution(directory).classPath("store"))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("a.jar is missing");
    }
}
