package dev.tollgate.acceptance.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.OAuthClient;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Application;
import dev.tollgate.acceptance.process.FurtherGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A gateway that hears nothing of the services for a while, beside others that do. */
@OnTollgate
@Tag("R6")
class CutOffIT {

    private static final List<String> SERVICES = List.of("publisher", "key-manager", "traffic-manager");

    /** Ten seconds are promised after the network is back; asserted at five times that. */
    private static final Duration CONVERGENCE = Duration.ofSeconds(50);

    private static final String SETTING = "tollgate.gateway.";

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;
    private final Api api;
    private final Caller signed;
    private final Caller opaque;
    private final List<Relay> network = new ArrayList<>();

    /** An application, its client and a token of its. */
    private record Caller(Application application, OAuthClient client, Authorization token) {

        static Caller of(Application application) {
            OAuthClient client = application.keys("client_credentials").client();
            return new Caller(
                    application,
                    client,
                    Authorization.bearer(client.clientCredentials().expect(200).text("access_token")));
        }
    }

    CutOffIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
        this.api = people.alice().publish(ApiDraft.on(backend.url() + "/before"));
        this.signed = Caller.of(people.bob().application("Unlimited", "JWT"));
        this.opaque = Caller.of(people.bob().application("Unlimited", "OAUTH"));
        for (Caller caller : List.of(signed, opaque)) {
            subscribe(caller);
        }
    }

    private void subscribe(Caller caller) {
        caller.application().subscribe(api, "Unlimited");
        installation.gateways().untilEachAnswers(200, api.path("/ready"), caller.token());
    }

    @AfterEach
    void stop() {
        network.forEach(Relay::close);
    }

    @Test
    void withinTheGraceItServesWhatItKnewAlsoAfterARestartAndThenCatchesUp() {
        Caller revoked = Caller.of(people.bob().application("Unlimited", "OAUTH"));
        subscribe(revoked);
        try (FurtherGateway gateway = gateway(Map.of("grace", "10m", "signed-grace", "1h"))) {
            gateway.untilReady();
            for (Caller caller : List.of(signed, opaque, revoked)) {
                gateway.at(caller.token()).get(api.path("/warm")).expect(200);
            }
            network.forEach(Relay::cut);

            people.alice()
                    .api()
                    .put("/apis/" + api.id(), draft("/after").fields())
                    .expect(200);
            people.alice().redeploy(api).expect(200, 201);
            Api second = people.alice().publish(ApiDraft.on(backend.url()));
            signed.application().subscribe(second, "Unlimited");
            revoked.client()
                    .revoke(revoked.token().value().substring("Bearer ".length()))
                    .expect(200);
            installation.gateways().untilEachAnswers(401, api.path("/x"), revoked.token());
            installation.gateways().untilEachAnswers(200, second.path("/x"), signed.token());

            servesWhatItKnew(gateway, revoked, second);
            gateway.again(Map.of()).untilReady();
            servesWhatItKnew(gateway, revoked, second);

            network.forEach(Relay::heal);
            await("the gateway to catch up")
                    .atMost(CONVERGENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        for (Caller caller : List.of(signed, opaque)) {
                            assertThat(target(gateway, caller)).isEqualTo("/after/pets");
                        }
                        gateway.at(revoked.token()).get(api.path("/pets")).expect(401);
                        gateway.at(signed.token()).get(second.path("/pets")).expect(200);
                        allHoldTheSame(gateway);
                    });
        }
    }

    @Test
    void pastTheGraceItJudgesNoOpaqueTokenThenNoSignedOneUntilItHearsAgain() {
        try (FurtherGateway gateway = gateway(Map.of("grace", "3s", "signed-grace", "12s"))) {
            gateway.untilReady();
            for (Caller caller : List.of(signed, opaque)) {
                until(200, gateway, caller);
            }
            network.forEach(Relay::cut);

            assertThat(until(503, gateway, opaque).code()).isEqualTo("900900");
            assertThat(gateway.at(signed.token())
                            .get(api.path("/pets"))
                            .expect(200)
                            .text("target"))
                    .isEqualTo("/before/pets");
            assertThat(until(503, gateway, signed).header("Retry-After")).isPresent();

            network.forEach(Relay::heal);
            until(200, gateway, opaque);
            until(200, gateway, signed);
        }
    }

    /** With the services at the other end of a network that can be cut. */
    private FurtherGateway gateway(Map<String, String> keyValidation) {
        return FurtherGateway.of(installation, settings -> {
            for (String service : SERVICES) {
                Relay relay = Relay.to(settings.getOrDefault("tollgate.internal.peers." + service, ""));
                network.add(relay);
                settings.put("tollgate.internal.peers." + service, relay.address());
            }
            keyValidation.forEach((key, value) -> settings.put(SETTING + "key-validation." + key, value));
            settings.put(SETTING + "deployment.start-patience", "500ms");
            settings.put(SETTING + "usage.timeout", "1s");
            settings.put(SETTING + "usage.last-delivery", "1s");
        });
    }

    private ApiDraft draft(String path) {
        return new ApiDraft(Map.of(
                "name", api.name(),
                "version", api.version(),
                "context", api.context(),
                "policies", List.of("Unlimited"),
                "endpointConfig", ApiDraft.endpoint(backend.url() + path),
                "operations", List.of(ApiDraft.operation("GET", "/*"))));
    }

    private void servesWhatItKnew(FurtherGateway gateway, Caller revoked, Api second) {
        for (Caller caller : List.of(signed, opaque, revoked)) {
            assertThat(target(gateway, caller)).isEqualTo("/before/pets");
        }
        gateway.at(signed.token()).get(second.path("/pets")).expect(404);
    }

    private String target(FurtherGateway gateway, Caller caller) {
        return gateway.at(caller.token()).get(api.path("/pets")).expect(200).text("target");
    }

    private Answer until(int status, FurtherGateway gateway, Caller caller) {
        return await("the gateway to answer " + status)
                .atMost(CONVERGENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> gateway.at(caller.token()).get(api.path("/pets")), answer -> answer.status() == status);
    }

    /** The publisher's receipt has a hash only where all nodes that are live agree on it. */
    private void allHoldTheSame(FurtherGateway gateway) {
        JsonNode receipt = people.alice()
                .api()
                .get("/apis/" + api.id() + "/deployments/receipt")
                .expect(200)
                .json();
        assertThat(receipt.path("hash").asString("")).as(receipt.toString()).isNotEmpty();
        assertThat(receipt.path("nodes")
                        .valueStream()
                        .filter(node -> node.path("state").asString().equals("LIVE"))
                        .map(node -> node.path("id").asString()))
                .contains(gateway.name())
                .hasSizeGreaterThan(installation.gateways().count());
    }
}
