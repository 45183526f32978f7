package dev.tollgate.acceptance.process;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.provision.server.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One more gateway node of an installation that runs on this machine, as an operator adds one: with the settings of a gateway that is
 * there, but a name, ports and a directory of its own. It can be stopped and started again, also with other settings.
 */
public final class FurtherGateway implements AutoCloseable {

    private static final String SETTING = "--";

    private final String name;
    private final List<String> java;
    private final Map<String, String> settings;
    private ServiceProcess process;

    private FurtherGateway(String name, List<String> java, Map<String, String> settings) {
        this.name = name;
        this.java = java;
        this.settings = settings;
        this.process = launch();
    }

    /**
     * Starts it. The test is skipped where no gateway of the installation is a process of this machine.
     *
     * @param change alters the settings
     * @param jvmOptions beside the other gateway's
     */
    public static FurtherGateway of(
            Installation installation, Consumer<Map<String, String>> change, String... jvmOptions) {
        Optional<List<String>> other = commandLine(installation.addresses().pid());
        assumeThat(other)
                .as("a further gateway starts beside one that is a process of this machine")
                .isPresent();
        List<String> java = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        for (String word : other.orElseThrow()) {
            int equals = word.indexOf('=');
            // options of the JVM come first, the service's settings after its class
            if (word.startsWith("--tollgate") || !settings.isEmpty() || word.startsWith("--server.")) {
                settings.put(word.substring(SETTING.length(), equals), word.substring(equals + 1));
            } else {
                java.add(word);
            }
        }
        java.addAll(1, List.of(jvmOptions));
        String name = Names.fresh("gateway");
        settings.keySet().removeIf(setting -> setting.startsWith("logging."));
        settings.put("tollgate.gateway.node-id", name);
        settings.put("tollgate.gateway.data-directory", directory(name).toString());
        for (String port : List.of(
                "server.port",
                "management.server.port",
                "tollgate.internal.port",
                "tollgate.gateway.http-port",
                "tollgate.gateway.https-port")) {
            settings.put(port, "" + LoopbackPort.free());
        }
        change.accept(settings);
        return new FurtherGateway(name, List.copyOf(java), settings);
    }

    /** What the first further gateway of the installation was started with. */
    private static Optional<List<String>> commandLine(long launcher) {
        return ProcessHandle.of(launcher).stream()
                .flatMap(ProcessHandle::descendants)
                .map(FurtherGateway::words)
                .filter(words -> words.contains("--tollgate.gateway.node-id=gateway-2"))
                .findFirst();
    }

    /** From /proc: {@link ProcessHandle.Info} cuts long command lines off. */
    private static List<String> words(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", "" + process.pid(), "cmdline"))
                    .split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    private static Path directory(String name) {
        try {
            return Files.createTempDirectory(name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceProcess launch() {
        List<String> command = new ArrayList<>(java);
        settings.forEach((setting, value) -> command.add(SETTING + setting + "=" + value));
        return ServiceProcess.start(name, command, port(), Integer.parseInt(setting("management.server.port")));
    }

    /** Starts it again, on the same ports and with what it kept on disk. */
    public FurtherGateway again(Map<String, String> changes) {
        process.close();
        settings.putAll(changes);
        process = launch();
        return this;
    }

    public FurtherGateway untilReady() {
        process.untilReady();
        return this;
    }

    /** Its name in the installation. */
    public String name() {
        return name;
    }

    public int port() {
        return Integer.parseInt(setting("tollgate.gateway.http-port"));
    }

    public String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    /** Its public address. */
    public Rest at(Authorization caller) {
        return process.at(caller);
    }

    /** Sends SIGTERM and returns at once. */
    public void terminate() {
        process.terminate();
    }

    /** Waits until it has ended by itself. */
    public void untilEnded(Duration patience) {
        process.untilEnded(patience);
    }

    @Override
    public void close() {
        process.close();
    }
}
