package dev.tollgate.allinone.service;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of all services of this JVM, each class once: loaded for each service anew, copies were most of a start and of the memory.
 *
 * <p>Classes find each other without regard to services, because what a service does not have on its class path it does not reach to begin
 * with. Resources do not: where a library looks for configuration by its own loader, it gets what the service of the calling thread has.
 */
final class SharedLibraries extends IndexedClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String SPRING_FACTORIES = "META-INF/spring.factories";

    /** Where Netty keeps native libraries: loaded once for all, whichever service comes first. */
    private static final String NATIVE = "META-INF/native/";

    private final Set<Path> common;

    /** @param common those that every service has on its class path */
    SharedLibraries(List<Path> libraries, Set<Path> common) {
        super(ServiceOfThread.LIBRARIES, libraries);
        this.common = Set.copyOf(common);
    }

    @Override
    Class<?> load(String name, String path, PackageIndex.Library library) throws ClassNotFoundException {
        return own(name, path, library);
    }

    @Override
    public @Nullable URL findResource(String name) {
        ServiceClassLoader service = name.startsWith(NATIVE) ? null : serviceOfThread();
        return service == null ? super.findResource(name) : service.findResource(name);
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        if (name.equals(SPRING_FACTORIES)) {
            // Spring keeps by loader what it once read, and has it made by the service that asks: what every service
            // has
            return find(name, common::contains);
        }
        ServiceClassLoader service = name.startsWith(NATIVE) ? null : serviceOfThread();
        return service == null ? super.findResources(name) : service.findResources(name);
    }

    private static @Nullable ServiceClassLoader serviceOfThread() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        while (loader != null && !(loader instanceof ServiceClassLoader)) {
            loader = loader.getParent();
        }
        return (ServiceClassLoader) loader;
    }
}
