package dev.tollgate.allinone.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one service and of nobody else. On one class path the auto-configurations of each service would reach into all others; the
 * launcher's own classes are out of reach too, because the parent is the platform's loader.
 *
 * <p>Classes are found by an index of packages: a service has some hundred and thirty libraries and loads some fifteen thousand classes, and
 * looking into one library after another was a good part of its start.
 */
final class ServiceClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final PackageIndex index;

    ServiceClassLoader(String name, List<Path> classPath) {
        super(name, classPath.stream().map(ServiceClassLoader::url).toArray(URL[]::new), getPlatformClassLoader());
        this.index = PackageIndex.of(
                classPath.stream().filter(path -> !Files.isDirectory(path)).toList());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        for (PackageIndex.Library library : index.librariesOf(path)) {
            JarEntry entry = library.file().getJarEntry(path);
            if (entry != null) {
                return define(name, library, entry);
            }
        }
        return super.findClass(name); // a directory on the class path, or nowhere
    }

    /** Class files are asked for as resources too, by the hundred, when annotations are read. */
    @Override
    public @Nullable URL findResource(String name) {
        if (!name.endsWith(".class")) {
            return super.findResource(name);
        }
        for (PackageIndex.Library library : index.librariesOf(name)) {
            JarEntry entry = library.file().getJarEntry(name);
            if (entry != null) {
                try {
                    return URI.create("jar:" + library.url() + "!/" + entry.getRealName())
                            .toURL();
                } catch (IllegalArgumentException | MalformedURLException e) {
                    return super.findResource(name);
                }
            }
        }
        return super.findResource(name);
    }

    @Override
    public void close() throws IOException {
        index.close();
        super.close();
    }

    private Class<?> define(String name, PackageIndex.Library library, JarEntry entry) throws ClassNotFoundException {
        try (InputStream in = library.file().getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            definePackageOf(name, library);
            return defineClass(name, bytes, 0, bytes.length, library.source());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private void definePackageOf(String name, PackageIndex.Library library) throws IOException {
        int dot = name.lastIndexOf('.');
        String packageName = dot < 0 ? "" : name.substring(0, dot);
        if (getDefinedPackage(packageName) != null) {
            return;
        }
        try {
            if (library.manifest() == null) {
                definePackage(packageName, null, null, null, null, null, null, null);
            } else {
                definePackage(packageName, library.manifest(), library.url());
            }
        } catch (IllegalArgumentException e) {
            if (getDefinedPackage(packageName) == null) { // else another thread was first
                throw e;
            }
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a library as the running Java sees it, versioned entries included. */
    static JarFile open(Path path) throws IOException {
        return new JarFile(path.toFile(), false, JarFile.OPEN_READ, JarFile.runtimeVersion());
    }
}
