package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.backend.ReceivedRequest;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Application;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnTollgate
@Tag("J3")
class InvokeIT {

    /** Five seconds are promised; asserted at five times that. */
    private static final Duration USAGE = Duration.ofSeconds(25);

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;
    private final Api api;
    private final Application application;
    private final Authorization token;

    InvokeIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
        this.application = people.bob().application();
        application.subscribe(api, "Unlimited");
        this.token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/ready"), token);
    }

    @Test
    void theBackendsAnswerComesThroughEveryGatewayAndNoCredentialReachesIt() {
        List<Answer> answers = installation.gateways().get(api.path("/pets/7?limit=3"), token);

        answers.forEach(answer -> assertThat(answer.expect(200).text("target")).isEqualTo("/pets/7?limit=3"));
        String secret = token.value().substring("Bearer ".length());
        assertThat(backend.received("/pets/7?limit=3"))
                .hasSize(installation.gateways().count())
                .allSatisfy(request -> assertThat(request.text())
                        .doesNotContain(secret)
                        .doesNotContain("authorization:")
                        .doesNotContain("apikey:"));
    }

    @Test
    void bodiesOfAnySizeAndEveryVerbOfTheApiReachTheBackendWhole() {
        byte[] large = new byte[5 * 1024 * 1024];
        for (Rest gateway : installation.gateways().all()) {
            Answer stored = gateway.as(token).sendBytes("POST", api.path("/large"), "application/octet-stream", large);
            assertThat(stored.expect(200).json().path("body").asInt()).isEqualTo(large.length);
            gateway.as(token).delete(api.path("/gone")).expect(200);
        }
        assertThat(backend.received("/gone"))
                .extracting(ReceivedRequest::method)
                .containsOnly("DELETE");
    }

    @Test
    void usageAppearsForPublisherAndSubscriberAndEqualsTheCallsMade() {
        installation.gateways().spread(40, api.path("/counted"), token).forEach(answer -> answer.expect(200));
        // the constructor's calls count too: the API is this instance's own
        int made = installation.gateways().count() + 40;

        await().atMost(USAGE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            assertThat(calls(people.alice().api().get("/apis/" + api.id() + "/usage?by=minute")))
                    .as("calls the publisher sees")
                    .isEqualTo(made);
            assertThat(calls(people.bob().store().get("/applications/" + application.id() + "/usage?by=minute")))
                    .as("calls the subscriber sees")
                    .isEqualTo(made);
        });
    }

    private static long calls(Answer usage) {
        return usage.expect(200).list().stream()
                .mapToLong(entry -> entry.path("calls").asLong())
                .sum();
    }
}
