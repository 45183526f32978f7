package dev.tollgate.allinone.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service as the launcher knows them: a static {@code start} that returns something to close. */
public final class SampleApplication {

    private SampleApplication() {}

    public static AutoCloseable start(String... args) throws IOException {
        if (args.length == 0) {
            throw new IllegalStateException("cannot start", new IllegalArgumentException("no file was given"));
        }
        Path file = Path.of(args[0].substring("--file=".length()));
        ClassLoader loader = SampleApplication.class.getClassLoader();
        Files.writeString(
                file,
                "own class: " + (loader instanceof java.net.URLClassLoader)
                        + ", own context: "
                        + loader.equals(Thread.currentThread().getContextClassLoader())
                        + ", launcher in reach: " + inReach("dev.tollgate.allinone.Launcher"));
        return () -> Files.writeString(file, "closed");
    }

    private static boolean inReach(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
