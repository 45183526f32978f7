package dev.tollgate.allinone.service;

import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The unpacked services as the build lays them out: {@code services/<name>/} and the libraries they share in {@code services/lib}. */
public record Distribution(Path directory) {

    /** The class path of a service, its own classes first; the order of the libraries is the one it was built with. */
    public List<Path> classPath(String service) {
        Path own = directory.resolve("services").resolve(service);
        Path libraries = directory.resolve("services").resolve("lib");
        List<Path> path = new ArrayList<>(List.of(own.resolve("classes.jar")));
        try {
            for (String line : Files.readAllLines(own.resolve("classpath.idx"))) {
                // - "BOOT-INF/lib/name.jar"
                path.add(libraries.resolve(line.replaceAll("^.*/|\"$", "")));
            }
        } catch (IOException e) {
            throw missing(own, e);
        }
        for (Path file : path) {
            if (!Files.isRegularFile(file)) {
                throw missing(file, null);
            }
        }
        return path;
    }

    private static ProvisionException missing(Path file, @org.jspecify.annotations.Nullable Exception cause) {
        return new ProvisionException(
                "The build is incomplete (" + file + " is missing): run mvn clean, then ./tollgate up again.", cause);
    }
}
