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

    private static final Path NOTHING = Path.of(org.junit.jupiter.api.Test.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());

    private final ClassLoader shared = ServiceClassLoaderTest.class.getClassLoader();

    private ServiceClassLoader loader(Path... classPath) {
        return new ServiceClassLoader("one", List.of(classPath), shared);
    }

    @Test
    void aClassOfTheServiceIsItsOwnAndKnowsWhereItCameFrom() throws Exception {
        try (ServiceClassLoader loader = loader(library)) {
            Class<?> own = loader.loadClass(IN_A_JAR);
            assertThat(own.getClassLoader()).isSameAs(loader);
            assertThat(own).isNotSameAs(org.assertj.core.api.Assertions.class);
            assertThat(own.getProtectionDomain().getCodeSource().getLocation())
                    .isEqualTo(library.toUri().toURL());
        }
    }

    @Test
    void aClassOfALibraryIsTheOneThatAllServicesShare() throws Exception {
        try (ServiceClassLoader loader = loader(NOTHING, library)) {
            assertThat(loader.loadClass(IN_A_JAR)).isSameAs(org.assertj.core.api.Assertions.class);
        }
    }

    @Test
    void whatIsSharedButNotOnTheServicesClassPathIsNotThere() throws Exception {
        try (ServiceClassLoader loader = loader(NOTHING)) {
            assertThatThrownBy(() -> loader.loadClass(IN_A_JAR)).isInstanceOf(ClassNotFoundException.class);
            assertThat(loader.getResource(IN_A_JAR.replace('.', '/') + ".class"))
                    .isNull();
            assertThat(loader.getResources("META-INF/MANIFEST.MF").asIterator())
                    .toIterable()
                    .hasSize(1);
        }
    }

    @Test
    void resourcesAreThoseOfTheClassPathDirectoriesIncluded() throws Exception {
        try (ServiceClassLoader loader = loader(NOTHING, library)) {
            URL found = loader.getResource(IN_A_JAR.replace('.', '/') + ".class");
            assertThat(found).isNotNull();
            assertThat(found.openStream().readNBytes(4)).containsExactly(0xca, 0xfe, 0xba, 0xbe);
            assertThat(loader.getResource("org/assertj/core/api/NoSuch.class")).isNull();
            assertThat(loader.getResource("org/assertj/core/")).isNotNull();
            assertThat(loader.getResources("META-INF/MANIFEST.MF").asIterator())
                    .toIterable()
                    .hasSize(2);
        }
    }

    @Test
    void theLaunchersClassesAreOutOfReach() throws Exception {
        try (ServiceClassLoader loader = loader(library)) {
            assertThatThrownBy(() -> loader.loadClass("dev.tollgate.allinone.Launcher"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }
}
