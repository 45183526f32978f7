package dev.tollgate.acceptance.installation;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.people.People;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One installation, one cast of people and one backend for the whole run; the store closes them at its end. */
final class TollgateExtension implements ParameterResolver {

    private static final Namespace RUN = Namespace.create(TollgateExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Installation.class || type == People.class || type == EchoBackend.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store run = context.getRoot().getStore(RUN);
        Installation installation =
                run.computeIfAbsent(Installation.class, key -> Installation.open(), Installation.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == People.class) {
            return run.computeIfAbsent(People.class, key -> People.in(installation), People.class);
        }
        if (type == EchoBackend.class) {
            return run.computeIfAbsent(
                    EchoBackend.class,
                    key -> EchoBackend.start(installation.addresses().backendHost()),
                    EchoBackend.class);
        }
        return installation;
    }
}
