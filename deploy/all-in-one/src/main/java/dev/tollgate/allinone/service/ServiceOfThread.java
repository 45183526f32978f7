package dev.tollgate.allinone.service;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.sift.AbstractDiscriminator;
import java.util.Set;

/**
 * Tells logback whose line it is, so that each service keeps a log of its own although all share one logging library: threads that a
 * service starts inherit its class loader. What belongs to none goes to {@code shared.log}.
 *
 * <p>Loaded among the shared libraries, beside logback; so it knows the loaders by their names alone.
 */
public final class ServiceOfThread extends AbstractDiscriminator<ILoggingEvent> {

    static final String LIBRARIES = "libraries";
    private static final Set<String> NOBODYS = Set.of(LIBRARIES, "app", "platform");

    @Override
    public String getDiscriminatingValue(ILoggingEvent event) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        while (loader != null) {
            String name = loader.getName();
            if (name != null && !NOBODYS.contains(name)) {
                return name;
            }
            loader = loader.getParent();
        }
        return "shared";
    }

    @Override
    public String getKey() {
        return "service";
    }
}
