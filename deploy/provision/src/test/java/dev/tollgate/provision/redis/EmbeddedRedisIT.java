package dev.tollgate.provision.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.provision.server.Binaries;
import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {

    @TempDir
    Path directory;

    @Test
    void keepsItsDataAndItsPasswordAcrossStarts() throws Exception {
        String password;
        try (EmbeddedRedis redis = EmbeddedRedis.in(directory).start()) {
            password = redis.password();
            assertThat(ask(redis, "SET kept 42")).isEqualTo("+OK");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.in(directory).start()) {
            assertThat(redis.password()).isEqualTo(password);
            assertThat(ask(redis, "INCR kept")).isEqualTo(":43");
        }
    }

    @Test
    void losesNoWriteWhenItIsKilled() throws Exception {
        EmbeddedRedis killed = EmbeddedRedis.in(directory).start();
        assertThat(ask(killed, "INCRBY kept 1000")).isEqualTo(":1000");
        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
        killed.close();

        try (EmbeddedRedis redis = EmbeddedRedis.in(directory).start()) {
            assertThat(ask(redis, "INCR kept")).isEqualTo(":1001");
        }
    }

    @Test
    void takesOverFromAServerWhoseLauncherIsGone() throws Exception {
        EmbeddedRedis orphan = EmbeddedRedis.in(directory).start();
        assertThat(ask(orphan, "INCR kept")).isEqualTo(":1");
        orphan.abandon();

        try (EmbeddedRedis redis = EmbeddedRedis.in(directory).start()) {
            assertThat(ProcessHandle.of(orphan.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(ask(redis, "INCR kept")).isEqualTo(":2");
        }
        assertThat(EmbeddedRedis.running(directory)).isFalse();
    }

    @Test
    void asksForItsPasswordAndKeepsEveryKeyInAFile() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.in(directory).start()) {
            assertThat(ask(redis.port(), "PING")).startsWith("-NOAUTH");
            assertThat(EmbeddedRedis.setting(directory, "appendonly")).isEqualTo("yes");
            assertThat(EmbeddedRedis.setting(directory, "maxmemory-policy")).isEqualTo("noeviction");
            assertThat(directory.resolve("data/appendonly.aof")).exists();
            assertThat((Integer) Files.getAttribute(Path.of("/proc/" + redis.pid()), "unix:uid"))
                    .isNotZero();
            assertThat(Files.readString(Path.of("/proc/" + redis.pid() + "/cmdline")))
                    .doesNotContain(redis.password());
        }
    }

    @Test
    void namesTheTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedRedis.in(directory)
                            .port(taken.getLocalPort())
                            .start())
                    .isInstanceOf(ProvisionException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void saysWhatToDoWhenItsDataIsDamaged() throws Exception {
        EmbeddedRedis.in(directory).start().close();
        Files.writeString(directory.resolve("data/appendonly.aof"), "this is no append-only file\n");

        assertThatThrownBy(() -> EmbeddedRedis.in(directory).start())
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("move it away");
    }

    @Test
    void hasAProgramForMachinesWithoutLibssl() {
        Path program =
                Binaries.in(Binaries.shared()).program("redis-server-6.2.7-static", "redis-server-6.2.7-linux-386");
        assertThat(ServerProcess.run(List.of(program.toString(), "--version"), directory, Optional.empty()))
                .satisfies(outcome -> assertThat(outcome.status()).isZero())
                .satisfies(outcome -> assertThat(outcome.output()).contains("v=6.2.7"));
    }

    private static String ask(EmbeddedRedis redis, String command) throws IOException {
        return ask(redis.port(), "AUTH " + redis.password(), command);
    }

    private static String ask(int port, String... commands) throws IOException {
        String answer = "";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answer = reader.readLine();
            }
        }
        return answer;
    }
}
