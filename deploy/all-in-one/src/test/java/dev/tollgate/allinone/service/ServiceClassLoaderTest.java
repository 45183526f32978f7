package dev.tollgate.allinone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceClassLoaderTest {

    private static final String IN_A_JAR = "org.assertj.core.api.Assertions";

    private final Path library = Path.of(org.assertj.core.api.Assertions.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());

    @Test
    void aClassOfALibraryIsTheLoadersOwnAndKnowsWhereItCameFrom() throws Exception {
        try (ServiceClassLoader loader = new ServiceClassLoader("one", List.of(library))) {
            Class<?> own = loader.loadClass(IN_A_JAR);
            assertThat(own.getClassLoader()).isSameAs(loader);
            assertThat(own).isNotSameAs(org.assertj.core.api.Assertions.class);
            assertThat(own.getProtectionDomain().getCodeSource().getLocation())
                    .isEqualTo(library.toUri().toURL());
            assertThat(own.getPackage().getImplementationTitle())
                    .isEqualTo(
                            org.assertj.core.api.Assertions.class.getPackage().getImplementationTitle());
        }
    }

    @Test
    void aClassFileIsFoundAsAResourceAndOthersAreNot() throws Exception {
        try (ServiceClassLoader loader = new ServiceClassLoader("one", List.of(library))) {
            URL found = loader.getResource(IN_A_JAR.replace('.', '/') + ".class");
            assertThat(found).isNotNull();
            assertThat(found.openStream().readNBytes(4)).containsExactly(0xca, 0xfe, 0xba, 0xbe);
            assertThat(loader.getResource("org/assertj/core/api/NoSuch.class")).isNull();
            assertThat(loader.getResource("META-INF/MANIFEST.MF")).isNotNull();
        }
    }

    @Test
    void theLaunchersClassesAreOutOfReach() throws Exception {
        try (ServiceClassLoader loader = new ServiceClassLoader("one", List.of(library))) {
            assertThatThrownBy(() -> loader.loadClass("dev.tollgate.allinone.Launcher"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }
}
