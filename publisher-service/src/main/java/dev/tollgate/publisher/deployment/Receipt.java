package dev.tollgate.publisher.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who serves a change.
 *
 * @param sequence the change's number
 * @param hash of all that the nodes hold, where those that serve the change agree; absent otherwise
 */
public record Receipt(long sequence, @Nullable String hash, List<Node> nodes) {

    public Receipt {
        nodes = List.copyOf(nodes);
    }

    /** Where a node stands with the change. */
    public enum State {
        PENDING,
        LIVE,
        /** It was told, and could not take it: it serves what it had. */
        FAILED,
        /** No sign of life for five seconds. */
        GONE
    }

    /**
     * @param sequence how far the node is
     * @param error of this API, where it failed
     */
    public record Node(
            String id,
            String environment,
            State state,
            long sequence,
            @Nullable String error) {}

    public long live() {
        return count(State.LIVE);
    }

    /** Nodes that are there. */
    public long of() {
        return nodes.size() - count(State.GONE);
    }

    /** Nothing more is to be waited for. */
    boolean settled() {
        return of() > 0 && count(State.PENDING) == 0;
    }

    long count(State state) {
        return nodes.stream().filter(node -> node.state() == state).count();
    }

    /** The value of the header {@code Tollgate-Deployment}. */
    public String header() {
        return "live=" + live() + "; of=" + of() + "; sequence=" + sequence;
    }
}
