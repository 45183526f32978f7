package dev.tollgate.gateway.backend;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.TimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * Streams a call to a backend and its answer back, with back pressure both ways.
 *
 * <p>Another backend of the group is tried only if nothing was sent. A call that is idempotent and has no body is repeated once if its
 * connection broke before any answer, because kept-alive connections may be closed by the backend at any moment; others never are.
 */
public final class Forwarder {

    private final Backends backends;

    public Forwarder(Backends backends) {
        this.backends = backends;
    }

    /** Fails with {@link BackendFailedException} or {@link BodyTooLargeException} while nothing was answered yet. */
    public Mono<Void> forward(BackendGroup group, Forwarding call) {
        return attempt(group, call, group.first(System.nanoTime()), 1, false);
    }

    private Mono<Void> attempt(BackendGroup group, Forwarding call, int index, int tried, boolean repeated) {
        Backend backend = group.get(index);
        Attempt attempt = new Attempt(backend, call);
        return backends.client(backend)
                .request(call.request().method())
                .uri(backend.target(call.rest()))
                .send(attempt::send)
                .response(attempt::answer)
                .then()
                .onErrorResume(failure -> {
                    if (attempt.answered()) {
                        return abort(call);
                    }
                    if (unsent(failure)) {
                        Integer next = group.after(index, tried, System.nanoTime());
                        if (next != null) {
                            return attempt(group, call, next, tried + 1, repeated);
                        }
                    }
                    if (!repeated && broken(failure) && repeatable(call)) {
                        return attempt(group, call, index, tried, true);
                    }
                    return Mono.error(translated(failure));
                });
    }

    private static boolean repeatable(Forwarding call) {
        return !call.hasBody()
                && switch (call.request().method().name()) {
                    case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" -> true;
                    default -> false;
                };
    }

    /** A truncated answer must not look like a whole one: the client's connection is closed before it is ended. */
    private static Mono<Void> abort(Forwarding call) {
        Connections.close(call.response());
        return Mono.empty();
    }

    private static boolean unsent(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLException
                || failure instanceof PoolAcquireTimeoutException
                || failure instanceof PoolAcquirePendingLimitException;
    }

    private static boolean broken(Throwable failure) {
        return failure instanceof PrematureCloseException || AbortedException.isConnectionReset(failure);
    }

    private static Throwable translated(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 4; depth++) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return tooLarge;
            }
            cause = cause.getCause();
        }
        BackendFailedException.Reason reason = failure instanceof TimeoutException
                ? BackendFailedException.Reason.TIMEOUT
                : unsent(failure) ? BackendFailedException.Reason.UNREACHABLE : BackendFailedException.Reason.BROKEN;
        return failure instanceof CancellationException ? failure : new BackendFailedException(reason, failure);
    }
}
