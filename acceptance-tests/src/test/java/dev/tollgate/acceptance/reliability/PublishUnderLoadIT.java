package dev.tollgate.acceptance.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Gateways;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change of several parts of an API, deployed again and again while it is called through every gateway. */
@OnTollgate
@Tag("R1")
class PublishUnderLoadIT {

    private static final int REVISIONS = 6;

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;

    PublishUnderLoadIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
    }

    private static final String ORIGIN = "https://page.example";

    /** One answer: the revision whose receipt had come before the call began, the one whose backend answered, and a field that every second one has. */
    private record Seen(int atLeast, int revision, boolean credentials) {}

    @Test
    void everyAnswerIsOfOneRevisionAndAfterTheReceiptOfTheNewOne() throws Exception {
        ApiDraft draft = ApiDraft.on(backend.url());
        Api api = people.alice().publish(revision(draft, 0));
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        Authorization token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/ready"), token);

        AtomicInteger received = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Collection<Seen> seen = new ConcurrentLinkedQueue<>();
        List<Duration> receipts = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> load = new ArrayList<>();
            for (Rest gateway : installation.gateways().all()) {
                load.add(callers.submit(() -> {
                    while (!over.get()) {
                        seen.add(call(gateway.as(token), api, received.get()));
                    }
                }));
            }
            try {
                for (int number = 1; number <= REVISIONS; number++) {
                    people.alice()
                            .api()
                            .put("/apis/" + api.id(), revision(draft, number).fields())
                            .expect(200);
                    long began = System.nanoTime();
                    people.alice().redeploy(api).expect(200, 201);
                    receipts.add(Duration.ofNanos(System.nanoTime() - began));
                    received.set(number);
                }
                // and some calls after the last receipt
                int until = seen.size() + 40;
                while (seen.size() < until && load.stream().noneMatch(Future::isDone)) {
                    Thread.onSpinWait();
                }
            } finally {
                over.set(true);
            }
            for (Future<?> each : load) {
                each.get();
            }
        }

        assertThat(seen).as("answers").hasSizeGreaterThan(100);
        assertThat(seen).allSatisfy(answer -> {
            assertThat(answer.credentials())
                    .as("no answer mixes two revisions: %s", answer)
                    .isEqualTo(answer.revision() % 2 == 0);
            assertThat(answer.revision()).as("none is older than the receipt").isGreaterThanOrEqualTo(answer.atLeast());
        });
        assertThat(seen.stream().map(Seen::revision).distinct()).contains(REVISIONS);
        assertThat(receipts).allSatisfy(time -> assertThat(time).isLessThan(Gateways.SPREAD));
    }

    /** The backend's path tells the revision's number, a field of CORS whether it is even. */
    private ApiDraft revision(ApiDraft draft, int number) {
        return draft.with("endpointConfig", ApiDraft.endpoint(backend.url() + "/revision-" + number))
                .with(
                        "corsConfiguration",
                        Map.of(
                                "corsConfigurationEnabled",
                                true,
                                "accessControlAllowOrigins",
                                List.of(ORIGIN),
                                "accessControlAllowCredentials",
                                number % 2 == 0,
                                "accessControlAllowHeaders",
                                List.of("authorization"),
                                "accessControlAllowMethods",
                                List.of("GET")));
    }

    private static Seen call(Rest gateway, Api api, int atLeast) {
        Answer answer = gateway.http()
                .send(gateway.request(api.path("/pets"))
                        .header("Origin", ORIGIN)
                        .GET()
                        .build())
                .expect(200);
        return new Seen(
                atLeast,
                Integer.parseInt(answer.text("target").replaceAll("^/revision-(\\d+)/pets$", "$1")),
                answer.header("Access-Control-Allow-Credentials").isPresent());
    }
}
