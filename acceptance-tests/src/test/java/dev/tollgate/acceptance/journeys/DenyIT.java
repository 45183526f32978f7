package dev.tollgate.acceptance.journeys;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An administrator denies an application's calls for a while: every gateway refuses them, until that moment and no longer. */
@OnTollgate
@Tag("J7")
class DenyIT {

    private static final Duration STANDS = Duration.ofSeconds(6);

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;

    DenyIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
    }

    @Test
    void aConditionWithAnEndDeniesUntilThen() {
        Api api = people.alice().publish(ApiDraft.on(backend.url()));
        Application denied = people.bob().application();
        Application other = people.bob().application();
        denied.subscribe(api, "Unlimited");
        other.subscribe(api, "Unlimited");
        Authorization token = denied.token();
        Authorization others = other.token();
        installation.gateways().untilEachAnswers(200, api.path("/pets"), token);
        installation.gateways().untilEachAnswers(200, api.path("/pets"), others);

        Instant end = Instant.now().plus(STANDS);
        Answer condition = people.administrator()
                .api()
                .post(
                        "/throttling/deny-policies",
                        Map.of(
                                "conditionType",
                                "APPLICATION",
                                "conditionValue",
                                people.bob().person().userName() + ":" + denied.name(),
                                "expiresAt",
                                end.toString(),
                                "reason",
                                "a loop at the customer's"))
                .expect(201);

        assertThat(condition.text("reason")).isEqualTo("a loop at the customer's");
        installation
                .gateways()
                .untilEachAnswers(403, api.path("/pets"), token)
                .forEach(answer -> assertThat(answer.code()).isEqualTo("900805"));
        installation.gateways().get(api.path("/pets"), others).forEach(answer -> answer.expect(200));
        await("the condition to end by itself")
                .atMost(STANDS.plus(Gateways.SPREAD))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> installation.gateways().get(api.path("/pets"), token).stream()
                        .allMatch(answer -> answer.status() == 200));
        assertThat(Instant.now()).isAfterOrEqualTo(end);
        people.administrator()
                .api()
                .delete("/throttling/deny-policy/" + condition.text("conditionId"))
                .expect(200);
    }
}
