package dev.tollgate.acceptance.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Gateways;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Application;
import dev.tollgate.acceptance.process.FurtherGateway;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two gateways behind a balancer, stopped and started again one after the other while calls go on. */
@OnTollgate
@Tag("R5")
class RollingRestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What an operator sets for balancers without health checks: ports open when all is loaded, and time for connections to be used once more. */
    private static final Map<String, String> SETTINGS = Map.of(
            "tollgate.gateway.invocation.start-wait", "60s",
            "tollgate.gateway.invocation.drain-wait", "200ms",
            "tollgate.gateway.invocation.drain-idle", "10s");

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;
    private final Api api;
    private final Application application;
    private final Authorization token;

    RollingRestartIT(Installation installation, People people, EchoBackend backend) {
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
    void noCallFailsWhileEachGatewayInTurnIsStoppedAndStartedAgainAndWhatIsUnderWayIsFinished() throws Exception {
        long served = installation.gateways().count();
        try (FurtherGateway first = FurtherGateway.of(installation, settings -> settings.putAll(SETTINGS));
                FurtherGateway second = FurtherGateway.of(installation, settings -> settings.putAll(SETTINGS))) {
            List<FurtherGateway> both = List.of(first.untilReady(), second.untilReady());
            try (Balancer balancer = Balancer.before(List.of(first.port(), second.port()));
                    SteadyLoad load = SteadyLoad.on(balancer.url(), api.path("/steady"), token)) {
                for (FurtherGateway gateway : both) {
                    takesTraffic(balancer, gateway);
                    // the one that is asked for: ten seconds; for the other one less will do
                    CompletableFuture<Answer> slow = slowCall(gateway, gateway == first ? 10_000 : 2_000);

                    gateway.terminate();

                    assertThat(slow.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).status())
                            .as("the call under way at %s", gateway.name())
                            .isEqualTo(200);
                    gateway.untilEnded(PATIENCE);
                    gateway.again(Map.of()).untilReady();
                    takesTraffic(balancer, gateway);
                    assertThat(load.failures()).as("failed calls").isEmpty();
                }
                load.stop();
                assertThat(load.failures()).as("failed calls").isEmpty();
                assertThat(load.answered()).as("calls").isGreaterThan(200);
                served += load.answered() + both.size();
            }
        }
        // orderly stops lose nothing: each call is counted, once
        long calls = served;
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(counted()).isEqualTo(calls));
    }

    private static void takesTraffic(Balancer balancer, FurtherGateway gateway) {
        long before = balancer.connections(gateway.port());
        await(gateway.name() + " to take traffic")
                .atMost(PATIENCE)
                .until(() -> balancer.connections(gateway.port()) > before + 2);
    }

    /** A call that is with the backend when this returns. */
    private CompletableFuture<Answer> slowCall(FurtherGateway gateway, int millis) {
        String resource = "/slow/" + gateway.name();
        CompletableFuture<Answer> answer =
                CompletableFuture.supplyAsync(() -> gateway.at(token).get(api.path(resource + "?wait=" + millis)));
        await().atMost(Gateways.SPREAD).until(() -> !backend.received(resource).isEmpty());
        return answer;
    }

    private long counted() {
        return people.alice().api().get("/apis/" + api.id() + "/usage?by=minute").expect(200).list().stream()
                .mapToLong(entry -> entry.path("calls").asLong())
                .sum();
    }
}
