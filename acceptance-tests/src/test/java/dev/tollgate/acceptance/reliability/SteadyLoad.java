package dev.tollgate.acceptance.reliability;

import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Http;
import dev.tollgate.acceptance.http.RawExchange;
import dev.tollgate.acceptance.http.Rest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Callers at a steady rate: some keep their connection, some make a new one for each call. Those that keep it send POST, which no client
 * repeats by itself: every failure shows.
 */
final class SteadyLoad implements AutoCloseable {

    private static final int CALLERS = 4;
    private static final long EACH_MILLIS = 40;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2 * CALLERS);
    private final List<Http> clients = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    private SteadyLoad() {}

    static SteadyLoad on(String url, String path, Authorization caller) {
        SteadyLoad load = new SteadyLoad();
        for (int number = 0; number < CALLERS; number++) {
            Http client = Http.plain();
            load.clients.add(client);
            Rest kept = new Rest(client, url, caller);
            load.each(number, () -> kept.post(path, Map.of()).status());
            load.each(
                    number,
                    () -> RawExchange.send(url, request(url, path, caller)).status());
        }
        return load;
    }

    private interface Call {
        int status();
    }

    private void each(int number, Call call) {
        var unused = timer.scheduleAtFixedRate(
                () -> {
                    try {
                        int status = call.status();
                        if (status == 200) {
                            answered.incrementAndGet();
                        } else {
                            failures.add("answered " + status);
                        }
                    } catch (RuntimeException | AssertionError failure) {
                        failures.add(failure + ", " + failure.getCause());
                    }
                },
                EACH_MILLIS * number / CALLERS,
                EACH_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static String request(String url, String path, Authorization caller) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + URI.create(url).getAuthority() + "\r\nAuthorization: "
                + caller.value() + "\r\nConnection: close\r\n\r\n";
    }

    /** Calls that were served. */
    long answered() {
        return answered.get();
    }

    /** Calls that were not, and why. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Ends when the last call has its answer. */
    void stop() {
        timer.close();
    }

    @Override
    public void close() {
        stop();
        clients.forEach(Http::close);
    }
}
