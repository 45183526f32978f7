package dev.tollgate.allinone.service;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of one service and of nobody else. On one class path the auto-configurations of each service would reach into all others; the
 * launcher's own classes are out of reach too, because the parent is the platform's loader.
 */
final class ServiceClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    ServiceClassLoader(String name, List<Path> classPath) {
        super(name, classPath.stream().map(ServiceClassLoader::url).toArray(URL[]::new), getPlatformClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
