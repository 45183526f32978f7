package dev.tollgate.allinone.service;

import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /** A loader of all libraries of all services, for those that run in one JVM. */
    public ClassLoader sharedLibraries() {
        Path directory = directory().resolve("services").resolve("lib");
        List<Path> libraries = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(libraries::add);
            libraries.add(Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (IOException | URISyntaxException e) {
            throw missing(directory, e);
        }
        Set<Path> common = new HashSet<>(libraries);
        for (ServiceName service : ServiceName.values()) {
            common.retainAll(classPath(service.key()));
        }
        return new SharedLibraries(libraries, common);
    }

    private static ProvisionException missing(Path file, @org.jspecify.annotations.Nullable Exception cause) {
        return new ProvisionException(
                "The build is incomplete (" + file + " is missing): run mvn clean, then ./tollgate up again.", cause);
    }
}
