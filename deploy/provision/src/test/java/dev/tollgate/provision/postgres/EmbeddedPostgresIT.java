package dev.tollgate.provision.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.SystemUser;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

    @TempDir
    Path directory;

    @Test
    void keepsItsDataAndItsPasswordAcrossStarts() throws Exception {
        String password;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            password = postgres.password();
            execute(postgres, "CREATE TABLE kept (n int)");
            execute(postgres, "INSERT INTO kept VALUES (42)");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            assertThat(postgres.password()).isEqualTo(password);
            assertThat(query(postgres, "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void worksInADirectoryWhosePathHasSpacesAndOtherLetters() throws Exception {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.in(directory.resolve("a dir 'of' mine ü")).start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void recoversCommittedDataAfterItsProcessesWereKilled() throws Exception {
        EmbeddedPostgres killed = EmbeddedPostgres.in(directory).start();
        execute(killed, "CREATE TABLE kept (n int)");
        execute(killed, "INSERT INTO kept VALUES (7)");
        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
        killed.close();
        Path pidFile = directory.resolve("data/postmaster.pid");
        assertThat(pidFile).exists();
        // the number belongs to another live process by now, as after a reboot
        Files.writeString(
                pidFile,
                Files.readString(pidFile)
                        .replaceFirst(
                                "\\d+", Long.toString(ProcessHandle.current().pid())));

        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            assertThat(query(postgres, "SELECT n FROM kept")).isEqualTo("7");
        }
    }

    @Test
    void takesOverFromAServerWhoseLauncherIsGone() throws Exception {
        EmbeddedPostgres orphan = EmbeddedPostgres.in(directory).start();
        execute(orphan, "CREATE TABLE kept (n int)");
        long pid = orphan.pid();
        assertThat(EmbeddedPostgres.running(directory)).isTrue();
        orphan.abandon();

        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(query(postgres, "SELECT count(*) FROM kept")).isEqualTo("0");
        }
        assertThat(EmbeddedPostgres.running(directory)).isFalse();
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            assertThatThrownBy(() -> EmbeddedPostgres.in(directory).start())
                    .isInstanceOf(ProvisionException.class)
                    .hasMessageContaining("in use by another running process");
            assertThat(postgres.alive()).isTrue();
        }
    }

    @Test
    void asksForItsPasswordAndListensOnLoopbackAlone() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                            postgres.jdbcUrl("postgres"), postgres.superuser(), "not the password"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            assertThat(query(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "SHOW unix_socket_directories")).isEmpty();
            assertThat(EmbeddedPostgres.setting(directory, "synchronous_commit"))
                    .isEqualTo("on");
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void runsAsAnUnprivilegedUserWithFilesThatOthersCannotRead() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            int uid = (Integer) Files.getAttribute(Path.of("/proc/" + postgres.pid()), "unix:uid");
            assertThat(uid).isNotZero();
            assertThat(Files.getAttribute(directory.resolve("data"), "unix:uid"))
                    .isEqualTo(uid);
            assertThat(EmbeddedPostgres.userOf(directory).map(SystemUser::uid).orElse(uid))
                    .isEqualTo(uid);
            assertThat(mode(directory.resolve("data"))).isEqualTo("rwx------");
            assertThat(mode(directory.resolve("superuser-password"))).isEqualTo("rw-------");
            assertThat(directory.resolve("initial-password")).doesNotExist();
        }
    }

    @Test
    void namesTheTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedPostgres.in(directory)
                            .port(taken.getLocalPort())
                            .start())
                    .isInstanceOf(ProvisionException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void saysThatItsDataIsDamagedAndWhatToDo() throws Exception {
        EmbeddedPostgres.in(directory).start().close();
        Files.writeString(directory.resolve("data/global/pg_control"), "not a control file");

        assertThatThrownBy(() -> EmbeddedPostgres.in(directory).start())
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("move it away");
    }

    @Test
    void startsAnewAfterAFirstStartThatWasCutShort() throws Exception {
        Files.createDirectories(directory.resolve("data.new/base/1"));
        Files.writeString(directory.resolve("data.new/base/1/half"), "half");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.in(directory).start()) {
            assertThat(query(postgres, "SELECT lower('ÄÖÜ')")).isEqualTo("äöü".toLowerCase(Locale.ROOT));
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("postgres"), postgres.superuser(), postgres.password());
    }
}
