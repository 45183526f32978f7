package dev.tollgate.allinone.operation;

import dev.tollgate.allinone.Launcher;
import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The launcher's own log, and with it that of the embedded servers of the services (Tomcat): {@code java.util.logging} is one for the whole
 * JVM. So is logback, which sorts its lines by the service that wrote them; Spring Boot is kept from setting it up for one service.
 */
final class Logging {

    private static final String CONFIGURATION =
            Objects.requireNonNull(Launcher.class.getResource("logback.xml")).toString();

    private Logging() {}

    static void to(Path logs, Path file) {
        System.setProperty("tollgate.logs", logs.toString());
        System.setProperty("logback.configurationFile", CONFIGURATION);
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n");
        try {
            LogManager.getLogManager().reset();
            // % and spaces mean something in a handler's pattern; two files of 10 MB are kept
            Handler handler = new FileHandler(file.toString().replace("%", "%%"), 10 << 20, 1, true);
            handler.setFormatter(new SimpleFormatter());
            Logger.getLogger("").addHandler(handler);
        } catch (IOException e) {
            throw new ProvisionException("Could not write " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
