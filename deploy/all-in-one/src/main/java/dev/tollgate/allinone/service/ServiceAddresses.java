package dev.tollgate.allinone.service;

import dev.tollgate.allinone.installation.Ports;
import dev.tollgate.provision.server.LoopbackPort;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;

/** Where the services of one run listen on loopback. */
public record ServiceAddresses(Map<ServiceName, Triple> byService) {

    private static final int LOWEST_QUIET = 14_000;

    /** Linux' default of net.ipv4.ip_local_port_range begins here. */
    private static final int LOWEST_HANDED_OUT = 32_768;

    /** Ports of one service. */
    public record Triple(int http, int internal, int management) {

        public String management(String address) {
            return "http://" + address + ":" + management;
        }
    }

    /** Free ports for the services of this JVM; the others are expected on their default ports. */
    public static ServiceAddresses choose(List<ServiceName> here, int portOffset) {
        Map<ServiceName, Triple> ports = new EnumMap<>(ServiceName.class);
        for (ServiceName service : ServiceName.values()) {
            int fixed = service.port() + portOffset;
            if (service == ServiceName.GATEWAY) {
                ports.put(service, gateway(portOffset, 0));
            } else if (here.contains(service)) {
                ports.put(service, new Triple(quietPort(), quietPort(), quietPort()));
            } else {
                ports.put(service, new Triple(fixed, fixed + 1000, fixed + 2000));
            }
        }
        return new ServiceAddresses(ports);
    }

    /** Of the first gateway (0) or a further one. */
    public static Triple gateway(int portOffset, int number) {
        return new Triple(Ports.GATEWAY.at(portOffset, number), quietPort(), Ports.HEALTH.at(portOffset, number));
    }

    public Triple of(ServiceName service) {
        Triple ports = byService.get(service);
        if (ports == null) {
            throw new IllegalArgumentException("no address of " + service);
        }
        return ports;
    }

    /** For status and doctor: the management port of each service here. */
    public Properties managementPorts(List<ServiceName> here) {
        Properties properties = new Properties();
        here.forEach(service -> properties.setProperty(service.key(), Integer.toString(of(service).management)));
        return properties;
    }

    /**
     * A free port below those that the system hands out by itself: a service binds its port long after it was chosen, and until then any
     * program's next connection could be given one of the others.
     */
    private static int quietPort() {
        for (int tries = 0; tries < 1000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_QUIET, LOWEST_HANDED_OUT);
            if (LoopbackPort.free(port)) {
                return port;
            }
        }
        return LoopbackPort.free();
    }
}
