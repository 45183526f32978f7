package dev.tollgate.allinone.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.server.ProvisionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationSecretsTest {

    @TempDir
    Path directory;

    @Test
    void theFirstStartMakesPasswordsThatLaterStartsFind() throws Exception {
        InstallationSecrets first = open(Map.of());
        InstallationSecrets second = open(Map.of("TOLLGATE_ADMIN_PASSWORD", "another one"));
        assertThat(first.firstStart()).isTrue();
        assertThat(second.firstStart()).isFalse();
        assertThat(second.adminPassword()).isEqualTo(first.adminPassword()).hasSizeGreaterThan(20);
        assertThat(second.roles()).isEqualTo(first.roles());
    }

    @Test
    void anyGivenPasswordComesBackUnchangedAndStandsInTheCredentials() throws Exception {
        String password = " pä\\ss\"wörd=#!\t: ";
        open(Map.of("TOLLGATE_ADMIN_PASSWORD", password));
        assertThat(open(Map.of()).adminPassword()).isEqualTo(password);
        assertThat(Files.readString(directory.resolve("credentials.json")).strip())
                .isEqualTo("{\"admin\": {\"username\": \"admin\", \"password\": \" pä\\\\ss\\\"wörd=#!\\u0009: \"}}");
    }

    @Test
    void bothFilesAreTheOwnersAlone() throws Exception {
        open(Map.of());
        for (String file : new String[] {"secrets.properties", "credentials.json"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void anInstallationThatOthersReachDoesNotStartWithACommonPassword() {
        assertThatThrownBy(() -> open(Map.of("TOLLGATE_ADMIN_PASSWORD", "Password123"), "--listen", "0.0.0.0"))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("commonest");
        assertThatThrownBy(() -> open(Map.of("TOLLGATE_ADMIN_PASSWORD", "admin"), "--listen", "0.0.0.0"))
                .hasMessageContaining("shorter than");
        assertThat(directory.resolve("secrets.properties")).doesNotExist();
        assertThat(open(Map.of("TOLLGATE_ADMIN_PASSWORD", "admin")).adminPassword())
                .isEqualTo("admin");
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Files.writeString(directory.resolve("secrets.properties"), "admin-password=x\n");
        assertThatThrownBy(() -> open(Map.of()))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("secrets.properties is damaged");
    }

    private InstallationSecrets open(Map<String, String> environment, String... args) {
        return InstallationSecrets.open(new DataDirectory(directory), Options.of(args, environment));
    }
}
