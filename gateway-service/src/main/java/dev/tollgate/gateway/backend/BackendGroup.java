package dev.tollgate.gateway.backend;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The backends of an API for one key type, and how one of them is chosen. */
public final class BackendGroup {

    private final List<Backend> backends;
    private final boolean inTurn;
    private final Duration suspension;
    private final AtomicInteger turn = new AtomicInteger();

    private BackendGroup(List<Backend> backends, boolean inTurn, Duration suspension) {
        if (backends.isEmpty()) {
            throw new IllegalArgumentException("a group has at least one backend");
        }
        this.backends = List.copyOf(backends);
        this.inTurn = inTurn;
        this.suspension = suspension;
    }

    static BackendGroup single(Backend backend) {
        return new BackendGroup(List.of(backend), false, Duration.ZERO);
    }

    static BackendGroup roundRobin(List<Backend> backends, Duration suspension) {
        return new BackendGroup(backends, true, suspension);
    }

    static BackendGroup failOver(List<Backend> backends, Duration suspension) {
        return new BackendGroup(backends, false, suspension);
    }

    int size() {
        return backends.size();
    }

    /** The backend to try first: the next in turn, or the first in order of preference, suspended ones only if all are. */
    int first(long nowNanos) {
        int size = backends.size();
        if (size == 1) {
            return 0;
        }
        int start = inTurn ? Math.floorMod(turn.getAndIncrement(), size) : 0;
        for (int i = 0; i < size; i++) {
            int index = (start + i) % size;
            if (!backends.get(index).suspended(nowNanos)) {
                return index;
            }
        }
        return start;
    }

    Backend get(int index) {
        return backends.get(index % backends.size());
    }

    /** Notes that a backend could not be connected to, and says which to try instead; null: all were tried. */
    @Nullable
    Integer after(int failed, int tried, long nowNanos) {
        backends.get(failed % backends.size()).suspend(nowNanos, suspension);
        return tried < backends.size() ? (failed + 1) % backends.size() : null;
    }
}
