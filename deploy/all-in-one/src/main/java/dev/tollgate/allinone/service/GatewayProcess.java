package dev.tollgate.allinone.service;

import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A further gateway node: the gateway service as a process of its own, on its own class path. */
public final class GatewayProcess implements AutoCloseable {

    /** The gateway drains for up to a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final ServerProcess process;

    private GatewayProcess(ServerProcess process) {
        this.process = process;
    }

    public static GatewayProcess start(List<Path> classPath, List<String> arguments, Path directory, Path output) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ProvisionException("Could not make " + directory + ": " + e.getMessage() + ".", e);
        }
        stopLeftOver(directory);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(ServiceName.GATEWAY.mainClass());
        command.addAll(arguments);
        return new GatewayProcess(ServerProcess.start(command, directory, Optional.empty(), output, ""));
    }

    public boolean alive() {
        return process.alive();
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.stop("TERM", PATIENCE);
    }

    public static void stopLeftOver(Path directory) {
        ServerProcess.stopAll("java", directory, "TERM", Duration.ofSeconds(10));
    }

    public static boolean running(Path directory) {
        return !ServerProcess.find("java", directory).isEmpty();
    }

    /** Small and quick to start, like the launcher's own JVM, whose options the script chose for this JDK. */
    private static List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of("-Xmx160m", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 25) {
            options.add("-XX:+UseCompactObjectHeaders");
        }
        if (Runtime.version().feature() >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        return options;
    }
}
