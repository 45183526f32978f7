package dev.tollgate.acceptance.installation;

import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Every gateway of the installation, in the launcher's order. */
public record Gateways(List<Rest> all) {

    /** A change reaches every connected node within a second; asserted at five times that. */
    public static final Duration SPREAD = Duration.ofSeconds(5);

    public int count() {
        return all.size();
    }

    public Rest one(int number) {
        return all.get(number % all.size());
    }

    /** GET through every gateway once. */
    public List<Answer> get(String path, Authorization caller) {
        return all.stream().map(gateway -> gateway.as(caller).get(path)).toList();
    }

    /** So many GETs one after another, gateway by gateway in turn. */
    public List<Answer> spread(int calls, String path, Authorization caller) {
        return IntStream.range(0, calls)
                .mapToObj(number -> one(number).as(caller).get(path))
                .toList();
    }

    /**
     * Asks each gateway until it answers with the status, and returns those last answers: one a gateway. What came
     * before them was refused, and a refused call costs no level anything.
     */
    public List<Answer> untilEachAnswers(int status, String path, Authorization caller) {
        return all.stream()
                .map(gateway -> until(status, gateway.as(caller), path))
                .toList();
    }

    private static Answer until(int status, Rest gateway, String path) {
        return await("GET " + gateway.base() + path + " to answer " + status)
                .atMost(SPREAD)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> gateway.get(path), answer -> answer.status() == status);
    }
}
