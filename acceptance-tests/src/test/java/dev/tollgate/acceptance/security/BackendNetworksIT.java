package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

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
import dev.tollgate.acceptance.process.FurtherGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnTollgate
@Tag("A16")
class BackendNetworksIT {

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;

    BackendNetworksIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:169.254.169.254]/",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/",
                "http://0.0.0.0:80/",
                "http://10.1.2.3/",
                "http://192.168.1.1/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://224.0.0.1/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:25/",
                "jar:file:///x!/y",
                "ftp://example.com/",
                "http://",
                "http://user:password@127.0.0.1/",
                "not a url",
                ""
            })
    void addressesThatNobodyAllowedAreRefusedWhenTheApiIsSaved(String url) {
        ApiDraft draft = ApiDraft.on(url);

        people.alice().api().post("/apis", draft.fields()).expect(400).expectErrorBody();

        assertThat(people.alice()
                        .api()
                        .get("/apis?query=name:" + draft.name())
                        .expect(200)
                        .list())
                .isEmpty();
    }

    @Test
    void loopbackIsRefusedInEverySpellingOnceTheAdministratorTakesItAway() {
        withNetworks(List.of("203.0.113.0/24"), () -> {
            for (String url : List.of(
                    "http://127.0.0.1:8080",
                    "http://127.1:8080",
                    "http://2130706433:8080",
                    "http://0x7f000001:8080",
                    "http://[::1]:8080",
                    "http://[::ffff:127.0.0.1]:8080",
                    "http://localhost:8080",
                    "http://LOCALHOST.:8080")) {
                people.alice()
                        .api()
                        .post("/apis", ApiDraft.on(url).fields())
                        .expect(400)
                        .expectErrorBody();
            }
        });
    }

    @Test
    void theGatewayChecksAgainWhenItConnects() {
        assumeThat(backend.url()).as("the backend is on loopback").contains("//127.0.0.1:");
        Api byAddress = people.alice().publish(ApiDraft.on(backend.url()));
        Api byName = people.alice().publish(ApiDraft.on("http://localhost:" + backend.port()));
        var application = people.bob().application();
        application.subscribe(byAddress, "Unlimited");
        application.subscribe(byName, "Unlimited");
        Authorization token = application.token();
        for (Api api : List.of(byAddress, byName)) {
            installation.gateways().untilEachAnswers(200, api.path("/allowed"), token);
        }

        withNetworks(List.of("203.0.113.0/24"), () -> {
            for (Api api : List.of(byAddress, byName)) {
                installation
                        .gateways()
                        .untilEachAnswers(502, api.path("/" + api.name()), token)
                        .forEach(answer -> assertThat(answer.body()).doesNotContain("127.0.0.1"));
            }
            int seen = backend.received(byName.name()).size();
            installation.gateways().get(byName.path("/" + byName.name()), token).forEach(answer -> answer.expect(502));
            assertThat(backend.received(byName.name())).hasSize(seen);
        });

        for (Api api : List.of(byAddress, byName)) {
            installation.gateways().untilEachAnswers(200, api.path("/allowed"), token);
        }
    }

    @Test
    void aNameThatLaterLeadsElsewhereIsNotFollowedThere(@TempDir Path directory) {
        assumeThat(backend.url()).as("the backend is on loopback").contains("//127.0.0.1:");
        // the gateway's name service: the same name leads to an address that is allowed, then to one that is not
        Path names = lead(directory.resolve("hosts"), "127.0.0.1");
        Api api = people.alice().publish(ApiDraft.on("http://localhost:" + backend.port()));
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        Authorization token = application.token();
        try (EchoBackend elsewhere = EchoBackend.at("127.0.0.2", backend.port());
                FurtherGateway gateway = FurtherGateway.of(
                        installation,
                        settings -> settings.put("tollgate.gateway.backend.idle-timeout", "200ms"),
                        "-Djdk.net.hosts.file=" + names,
                        "-Dsun.net.inetaddr.ttl=0")) {
            gateway.untilReady();
            withNetworks(List.of("127.0.0.1/32"), () -> {
                until(200, gateway, api, token);
                lead(names, "127.0.0.2");
                assertThat(until(502, gateway, api, token).body()).doesNotContain("127.0.0");
                assertThat(elsewhere.connections()).as("connections made").isZero();
                lead(names, "127.0.0.1");
                until(200, gateway, api, token);
            });
            lead(names, "127.0.0.2");
            until(200, gateway, api, token);
            await("the address to be used once it is allowed").until(() -> elsewhere.connections() > 0);
        }
    }

    private static Path lead(Path names, String address) {
        try {
            return Files.writeString(names, address + " localhost\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer until(int status, FurtherGateway gateway, Api api, Authorization token) {
        return await("the gateway to answer " + status)
                .atMost(Gateways.SPREAD.multipliedBy(4))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> gateway.at(token).get(api.path("/named")), answer -> answer.status() == status);
    }

    /** Runs with these networks alone allowed, and puts back what was. */
    private void withNetworks(List<String> networks, Runnable work) {
        Rest admin = people.administrator().api();
        JsonNode before = admin.get("/settings/backend-networks").expect(200).json();
        put(admin, like(before, networks)).expect(200);
        try {
            work.run();
        } finally {
            put(admin, before).expect(200);
        }
    }

    private static Answer put(Rest admin, Object networks) {
        return admin.put("/settings/backend-networks", networks);
    }

    /** A list of CIDRs, bare or in the envelope of lists: as the installation gives it. */
    private static Object like(JsonNode before, List<String> networks) {
        return before.isArray() ? networks : Map.of("count", networks.size(), "list", networks);
    }
}
