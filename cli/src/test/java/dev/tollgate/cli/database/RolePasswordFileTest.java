package dev.tollgate.cli.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.database.ServiceSchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolePasswordFileTest {

    @Test
    void anAbsentFileIsMadeOnceAndReadAgain(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("passwords");
        var made = RolePasswordFile.at(file);

        assertThat(made.byRole()).containsOnlyKeys(ServiceSchemas.roles());
        assertThat(RolePasswordFile.at(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileWithoutEveryRoleIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("passwords"), "tollgate_publisher=abc\n");

        assertThatThrownBy(() -> RolePasswordFile.at(file)).hasMessageContaining("no password for");
    }
}
