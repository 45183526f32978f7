package dev.tollgate.allinone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningServiceTest {

    private static final String SAMPLE = SampleApplication.class.getName();

    @TempDir
    Path directory;

    private Path classes;

    @BeforeEach
    void pack() throws IOException {
        String file = SAMPLE.replace('.', '/') + ".class";
        classes = directory.resolve("classes.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(classes))) {
            jar.putNextEntry(new JarEntry(file));
            Files.copy(Path.of("target", "test-classes").resolve(file), jar);
        }
    }

    @Test
    void aServiceHasItsOwnClassesAndItsLoaderAsContext() throws Exception {
        Path file = directory.resolve("said");
        try (RunningService service = start(List.of("--file=" + file))) {
            assertThat(service.name()).isEqualTo("sample");
            assertThat(Files.readString(file))
                    .isEqualTo("own class: true, own context: true, launcher in reach: false");
        }
        assertThat(Files.readString(file)).isEqualTo("closed");
    }

    @Test
    void theContextLoaderOfTheCallerIsPutBack() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        start(List.of("--file=" + directory.resolve("said"))).close();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void aFailureNamesTheServiceItsReasonAndItsLog() {
        assertThatThrownBy(() -> start(List.of()))
                .isInstanceOf(ProvisionException.class)
                .hasMessage("The sample did not start (no file was given); " + directory.resolve("sample.log")
                        + " says more.");
    }

    private RunningService start(List<String> arguments) {
        return RunningService.start(
                "sample",
                SAMPLE,
                List.of(classes),
                ClassLoader.getPlatformClassLoader(),
                arguments,
                directory.resolve("sample.log"));
    }
}
