package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One caller in a loop at every gateway while something changes. */
record RunningCalls(List<Rest> gateways, String path, Function<Answer, String> told) {

    /** How many answers each caller must have before the change and after it. */
    private static final int SOME = 5;

    /** What answers told during the change, each once. */
    Set<String> during(Runnable change) throws Exception {
        Map<String, Boolean> seen = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        List<AtomicInteger> counts = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> loops = new ArrayList<>();
            for (Rest gateway : gateways) {
                AtomicInteger count = new AtomicInteger();
                counts.add(count);
                loops.add(callers.submit(() -> {
                    while (!over.get()) {
                        seen.put(told.apply(gateway.get(path)), true);
                        count.incrementAndGet();
                    }
                }));
            }
            try {
                more(counts, loops);
                change.run();
                more(counts, loops);
            } finally {
                over.set(true);
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
        }
        assertThat(seen).isNotEmpty();
        return seen.keySet();
    }

    private static void more(List<AtomicInteger> counts, List<Future<?>> loops) {
        List<Integer> wanted = counts.stream().map(count -> count.get() + SOME).toList();
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> loops.stream().anyMatch(Future::isDone)
                        || IntStream.range(0, wanted.size())
                                .allMatch(i -> counts.get(i).get() >= wanted.get(i)));
    }
}
