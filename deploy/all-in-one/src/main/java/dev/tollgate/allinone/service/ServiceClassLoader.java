package dev.tollgate.allinone.service;

import java.nio.file.Path;
import java.util.List;

/**
 * What one service sees: its own classes, which nobody else has, and those of the shared libraries that are on its own class path. On one
 * class path the auto-configurations of each service would reach into all others. The launcher's own classes are out of reach.
 */
final class ServiceClassLoader extends IndexedClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Path own;
    private final ClassLoader libraries;

    /**
     * @param classPath the service's own classes first, then its libraries
     * @param libraries has the libraries of all services
     */
    ServiceClassLoader(String name, List<Path> classPath, ClassLoader libraries) {
        super(name, classPath);
        this.own = classPath.getFirst();
        this.libraries = libraries;
    }

    @Override
    Class<?> load(String name, String path, PackageIndex.Library library) throws ClassNotFoundException {
        return library.path().equals(own) ? own(name, path, library) : libraries.loadClass(name);
    }
}
