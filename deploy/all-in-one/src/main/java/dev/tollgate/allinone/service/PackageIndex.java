package dev.tollgate.allinone.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which libraries of a class path have something in which directory, in the order of the class path. */
final class PackageIndex implements AutoCloseable {

    /** A library that is open. */
    record Library(
            Path path,
            JarFile file,
            URL url,
            CodeSource source,
            @Nullable Manifest manifest) {}

    private static final String VERSIONS = "META-INF/versions/";

    private final Map<String, List<Library>> byDirectory;
    private final Set<String> directories;
    private final List<Library> libraries;

    private PackageIndex(Map<String, List<Library>> byDirectory, List<Library> libraries) {
        this.byDirectory = byDirectory;
        this.libraries = libraries;
        this.directories = new HashSet<>();
        for (String directory : byDirectory.keySet()) {
            for (String each = directory; directories.add(each); each = directory(each)) {
                // and those above it
            }
        }
    }

    static PackageIndex of(List<Path> jars) {
        Map<String, List<Library>> byDirectory = new HashMap<>();
        List<Library> libraries = new ArrayList<>();
        try {
            for (Path jar : jars) {
                JarFile file = open(jar);
                URL url = jar.toUri().toURL();
                Library library =
                        new Library(jar, file, url, new CodeSource(url, (Certificate[]) null), file.getManifest());
                libraries.add(library);
                for (String directory : directories(file)) {
                    byDirectory
                            .computeIfAbsent(directory, any -> new ArrayList<>(2))
                            .add(library);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PackageIndex(byDirectory, libraries);
    }

    /** Those that have something in the directory of this file. */
    List<Library> librariesOf(String path) {
        return byDirectory.getOrDefault(directory(path), List.of());
    }

    /** The first that has this file. */
    @Nullable
    Library libraryOf(String path) {
        for (Library library : librariesOf(path)) {
            if (library.file().getJarEntry(path) != null) {
                return library;
            }
        }
        return null;
    }

    boolean isDirectory(String name) {
        return directories.contains(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
    }

    @Override
    public void close() throws IOException {
        for (Library library : libraries) {
            library.file().close();
        }
    }

    private static Set<String> directories(JarFile file) {
        return file.stream()
                .filter(entry -> !entry.isDirectory())
                .map(entry -> directory(unversioned(entry.getName())))
                .collect(Collectors.toSet());
    }

    /** What is for newer Javas lies in {@code META-INF/versions/<number>/} and is found under its plain name. */
    private static String unversioned(String name) {
        return name.startsWith(VERSIONS) ? name.substring(name.indexOf('/', VERSIONS.length()) + 1) : name;
    }

    private static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** As the running Java sees it, versioned entries included. */
    private static JarFile open(Path path) throws IOException {
        return new JarFile(path.toFile(), false, JarFile.OPEN_READ, JarFile.runtimeVersion());
    }
}
