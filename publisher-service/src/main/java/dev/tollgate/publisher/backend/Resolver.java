package dev.tollgate.publisher.backend;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks a name up within a bound of time. */
final class Resolver {

    private final Duration timeout;

    Resolver(Duration timeout) {
        this.timeout = timeout;
    }

    /** All addresses; none where the name is not known, or not in time. */
    List<InetAddress> resolve(String host) {
        var answer = new CompletableFuture<List<InetAddress>>();
        Thread.ofVirtual().name("resolve-", 0).start(() -> {
            try {
                answer.complete(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException unknown) {
                answer.complete(List.of());
            }
        });
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException notInTime) {
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
