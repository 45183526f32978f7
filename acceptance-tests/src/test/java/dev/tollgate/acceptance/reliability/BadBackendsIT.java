package dev.tollgate.acceptance.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.BadBackend;
import dev.tollgate.acceptance.backend.BadBackend.Fault;
import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.RawExchange;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Application;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnTollgate
@Tag("R8")
class BadBackendsIT {

    /** What the API allows its backend until an answer begins. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** "Less than doubled", asserted at five times that; what a busy machine adds to single calls is no doubling. */
    private static final int P99_FACTOR = 10;

    private static final Duration NOISE = Duration.ofMillis(50);

    private final Installation installation;
    private final BadBackend bad;
    private final Api broken;
    private final Api refused;
    private final Api good;
    private final Authorization token;

    BadBackendsIT(Installation installation, People people, EchoBackend echo) {
        this.installation = installation;
        String host = installation.addresses().backendHost();
        this.bad = BadBackend.start(host);
        this.broken = people.alice().publish(ApiDraft.on(bad.url()).with("endpointConfig", impatient(bad.url())));
        this.refused = people.alice().publish(ApiDraft.on(BadBackend.nobody(host)));
        this.good = people.alice().publish(ApiDraft.on(echo.url()));
        Application application = people.bob().application();
        for (Api api : List.of(broken, refused, good)) {
            application.subscribe(api, "Unlimited");
        }
        this.token = application.token();
        for (Api api : List.of(broken, good)) {
            installation.gateways().untilEachAnswers(200, api.path("/ready"), token);
        }
    }

    @AfterEach
    void stop() {
        bad.close();
    }

    @Test
    void aBackendThatRefusesIsABadGateway() {
        installation.gateways().get(refused.path("/pets"), token).forEach(answer -> answer.expect(502, 503, 504));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aBackendThatFailsNeverLooksWholeAndTheNextCallIsServed(Fault fault) {
        for (Rest gateway : installation.gateways().all()) {
            RawExchange exchange = RawExchange.send(gateway.base(), request(gateway, broken.path(fault.path())));
            boolean said = exchange.status() == 502 || exchange.status() == 504;
            boolean cut = exchange.closed() && !whole(exchange.response());
            assertThat(said || cut)
                    .as("%s: %s, closed: %s", fault, exchange.response(), exchange.closed())
                    .isTrue();
            gateway.as(token).get(broken.path("/good")).expect(200);
        }
    }

    @Test
    void otherApisAreNotSlowedAndTheConnectionsOfTheBrokenOneRecover() throws Exception {
        Rest gateway = installation.gateways().one(0).as(token);
        measure(gateway); // warm
        Duration before = measure(gateway);
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<?>> callers = new ArrayList<>();
        Duration during;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Fault fault : Fault.values()) {
                for (int i = 0; i < 10; i++) {
                    callers.add(executor.submit(() -> {
                        while (!enough.get()) {
                            RawExchange.send(gateway.base(), request(gateway, broken.path(fault.path())));
                        }
                    }));
                }
            }
            during = measure(gateway);
            enough.set(true);
            for (Future<?> caller : callers) {
                caller.get();
            }
        }
        assertThat(during)
                .as("99th percentile of the good API; %s before", before)
                .isLessThan(before.multipliedBy(P99_FACTOR).plus(NOISE));
        for (int call = 0; call < 20; call++) {
            gateway.get(broken.path("/good")).expect(200);
        }
    }

    private Duration measure(Rest gateway) {
        List<Long> nanos = new ArrayList<>();
        for (int call = 0; call < 300; call++) {
            long began = System.nanoTime();
            gateway.get(good.path("/pets")).expect(200);
            nanos.add(System.nanoTime() - began);
        }
        nanos.sort(null);
        return Duration.ofNanos(nanos.get(nanos.size() * 99 / 100));
    }

    private String request(Rest gateway, String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: "
                + URI.create(gateway.base()).getAuthority() + "\r\nAuthorization: " + token.value()
                + "\r\nConnection: close\r\n\r\n";
    }

    /** Whether the answer has all that it announced. */
    private static boolean whole(String response) {
        int end = response.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = response.substring(0, end).toLowerCase(java.util.Locale.ROOT);
        int length = head.indexOf("content-length: ");
        if (length >= 0) {
            String digits = head.substring(length + 16).split("\r\n", 2)[0];
            return response.length() - end - 4 >= Integer.parseInt(digits);
        }
        return response.endsWith("0\r\n\r\n");
    }

    private static Map<String, Object> impatient(String url) {
        return Map.of(
                "endpoint_type",
                "http",
                "production_endpoints",
                Map.of("url", url, "config", Map.of("actionDuration", Long.toString(PATIENCE.toMillis()))));
    }
}
