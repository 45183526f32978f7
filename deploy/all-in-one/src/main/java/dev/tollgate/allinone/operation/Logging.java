package dev.tollgate.allinone.operation;

import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * The launcher's own log, and with it the front's and the embedded servers' of the services (Tomcat): {@code java.util.logging} is one for the whole JVM. Each
 * service writes the rest to a log of its own.
 */
final class Logging {

    private Logging() {}

    static void to(Path file) {
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
