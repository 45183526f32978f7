package dev.tollgate.allinone.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is where by an index of packages: a service has some hundred and thirty libraries, and looking into one after another was a
 * good part of its start.
 */
abstract class IndexedClassLoader extends URLClassLoader {

    private final PackageIndex index;

    IndexedClassLoader(String name, List<Path> classPath) {
        super(name, classPath.stream().map(IndexedClassLoader::url).toArray(URL[]::new), getPlatformClassLoader());
        this.index = PackageIndex.of(classPath);
    }

    @Override
    protected final Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        PackageIndex.Library library = index.libraryOf(path);
        return library == null ? super.loadClass(name, resolve) : load(name, path, library);
    }

    abstract Class<?> load(String name, String path, PackageIndex.Library library) throws ClassNotFoundException;

    @Override
    protected final Class<?> findClass(String name) throws ClassNotFoundException {
        throw new ClassNotFoundException(name); // neither in the index nor the platform's
    }

    final Class<?> own(String name, String path, PackageIndex.Library library) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name, library, library.file().getJarEntry(path));
        }
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

    @Override
    public @Nullable URL findResource(String name) {
        if (index.isDirectory(name)) {
            return super.findResource(name);
        }
        PackageIndex.Library library = index.libraryOf(name);
        return library == null ? null : url(library, name);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        if (index.isDirectory(name)) {
            return super.findResources(name);
        }
        return find(name, any -> true);
    }

    final Enumeration<URL> find(String name, Predicate<Path> where) {
        List<URL> found = new ArrayList<>();
        for (PackageIndex.Library library : index.librariesOf(name)) {
            URL url =
                    where.test(library.path()) && library.file().getJarEntry(name) != null ? url(library, name) : null;
            if (url != null) {
                found.add(url);
            }
        }
        return Collections.enumeration(found);
    }

    @Override
    public void close() throws IOException {
        index.close();
        super.close();
    }

    private @Nullable URL url(PackageIndex.Library library, String name) {
        try {
            return URI.create("jar:" + library.url() + "!/"
                            + library.file().getJarEntry(name).getRealName())
                    .toURL();
        } catch (IllegalArgumentException | MalformedURLException e) { // a name that wants encoding
            return super.findResource(name);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
