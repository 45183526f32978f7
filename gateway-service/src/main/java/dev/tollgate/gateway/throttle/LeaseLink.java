package dev.tollgate.gateway.throttle;

import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.LeaseRequest;
import java.util.List;
import java.util.function.Consumer;

/** The way to a Traffic Manager. */
interface LeaseLink extends AutoCloseable {

    /**
     * Begins to connect, and connects anew whenever the connection is lost.
     *
     * @param grants told of what comes
     * @param lost told when the connection is lost, or could not be made
     * @param opened told when a new one is tried
     */
    void start(Consumer<List<Grant>> grants, Runnable lost, Runnable opened);

    /** Sends, or drops if there is no connection: requests are repeated by who made them. */
    void send(List<LeaseRequest> requests);

    @Override
    void close();
}
