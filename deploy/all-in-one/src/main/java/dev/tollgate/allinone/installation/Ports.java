package dev.tollgate.allinone.installation;

import dev.tollgate.provision.server.LoopbackPort;
import dev.tollgate.provision.server.ProvisionException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The fixed ports of pattern 1; everything else takes free ports on loopback. */
public enum Ports {
    FRONT_TLS(9443, false),
    FRONT(9763, false),
    GATEWAY_TLS(8243, true),
    GATEWAY(8280, true),
    HEALTH(10280, true);

    /** Between the ports of two gateways. */
    private static final int STEP = 10;

    /** Between the offsets that are tried for a free one. */
    private static final int OFFSET_STEP = 100;

    private final int number;
    private final boolean perGateway;

    Ports(int number, boolean perGateway) {
        this.number = number;
        this.perGateway = perGateway;
    }

    public int at(int offset) {
        return number + offset;
    }

    /** Of the first gateway (0) or a further one. */
    public int at(int offset, int gateway) {
        return number + offset + STEP * gateway;
    }

    /** Refuses an offset of whose ports one is taken, and names the next that is free. */
    public static void requireFree(Options options) {
        List<Integer> taken = taken(options, options.portOffset());
        if (taken.isEmpty()) {
            return;
        }
        OptionalInt free = IntStream.iterate(
                        options.portOffset() + OFFSET_STEP, offset -> offset < 50_000, offset -> offset + OFFSET_STEP)
                .filter(offset -> taken(options, offset).isEmpty())
                .findFirst();
        String ports = taken.size() == 1 ? "Port " + taken.getFirst() + " is" : "Ports " + join(taken) + " are";
        throw new ProvisionException(ports + " taken by another program: start with --port-offset "
                + (free.isPresent() ? free.getAsInt() : options.portOffset() + 1)
                + (free.isPresent() ? ", where all ports are free." : ", or stop the other program."));
    }

    static List<Integer> all(int offset, int gateways) {
        List<Integer> ports = new ArrayList<>();
        for (Ports port : values()) {
            for (int gateway = 0; gateway < (port.perGateway ? gateways : 1); gateway++) {
                ports.add(port.at(offset, gateway));
            }
        }
        return ports;
    }

    private static List<Integer> taken(Options options, int offset) {
        return all(offset, options.gateways()).stream()
                .filter(port ->
                        !LoopbackPort.free(port) || (!options.loopback() && !LoopbackPort.free(options.listen(), port)))
                .toList();
    }

    private static String join(List<Integer> ports) {
        return String.join(", ", ports.stream().map(String::valueOf).toList());
    }
}
