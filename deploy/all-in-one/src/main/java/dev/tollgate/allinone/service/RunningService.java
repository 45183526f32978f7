package dev.tollgate.allinone.service;

import dev.tollgate.provision.server.ProvisionException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;

/** A service that was started in this JVM, and its class loader. */
public final class RunningService implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RunningService.class.getName());

    private final String name;
    private final ServiceClassLoader loader;
    private final AutoCloseable application;

    static {
        // waits, in a service that fails, for what the first service alone would do
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
    }

    private RunningService(String name, ServiceClassLoader loader, AutoCloseable application) {
        this.name = name;
        this.loader = loader;
        this.application = application;
    }

    /** Calls {@code mainClass.start(arguments)} with the service's own class path, and returns when that does. */
    public static RunningService start(
            String name,
            String mainClass,
            List<Path> classPath,
            ClassLoader libraries,
            List<String> arguments,
            Path log) {
        ServiceClassLoader loader = new ServiceClassLoader(name, classPath, libraries);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            disableTomcatUrls(loader);
            Object application = loader.loadClass(mainClass)
                    .getMethod("start", String[].class)
                    .invoke(null, (Object) arguments.toArray(String[]::new));
            return new RunningService(name, loader, (AutoCloseable) application);
        } catch (InvocationTargetException e) {
            LOG.log(System.Logger.Level.ERROR, name + " did not start", e.getCause());
            throw new ProvisionException(
                    "The " + name + " did not start (" + reason(e) + "); " + log + " says more.", e);
        } catch (ReflectiveOperationException e) {
            throw new ProvisionException(
                    "The build is incomplete (" + e + "): run mvn clean, then ./tollgate up again.", e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    public String name() {
        return name;
    }

    @Override
    public void close() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            application.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.ERROR, name + " did not stop in order", e);
        } finally {
            thread.setContextClassLoader(before);
        }
        // the loader stays open: threads that end a little later still need its classes, and the JVM ends next
    }

    /** A JVM takes one factory of URL handlers; the first Tomcat would set its own, and the others would fail. */
    private static void disableTomcatUrls(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> factory;
        try {
            factory = loader.loadClass("org.apache.catalina.webresources.TomcatURLStreamHandlerFactory");
        } catch (ClassNotFoundException e) {
            return; // not on Tomcat
        }
        factory.getMethod("disable").invoke(null);
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
