package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.acceptance.people.OAuthClient;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Person;
import dev.tollgate.acceptance.people.Subscriber;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnTollgate
@Tag("J2")
class SubscribeIT {

    private final Installation installation;
    private final Api api;

    SubscribeIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
    }

    @Test
    void aNewcomerRegistersSubscribesAndCallsByEveryGrantAndTokenEndpoint() {
        Person dora = selfRegistered();
        Subscriber subscriber = new Subscriber(dora);
        var application = subscriber.application();
        application.subscribe(api, "Bronze");
        var keys = application.keys("client_credentials", "password", "refresh_token");

        List<Answer> answers = tokenEndpoints(keys.client())
                .flatMap(client ->
                        Stream.of(client.clientCredentials(), client.password(dora.userName(), dora.password(), "")))
                .toList();

        answers.forEach(SubscribeIT::isATokenResponse);
        for (Answer answer : answers) {
            installation
                    .gateways()
                    .untilEachAnswers(200, api.path("/anything"), Authorization.bearer(answer.text("access_token")));
        }
    }

    @Test
    void theStoreGeneratesATokenThatWorks() {
        var application = new Subscriber(selfRegistered()).application();
        application.subscribe(api, "Bronze");
        var keys = application.keys("client_credentials");

        Answer generated = keys.generate(Map.of(
                        "consumerSecret", keys.client().consumerSecret(), "validityPeriod", 600, "scopes", List.of()))
                .expect(200);

        assertThat(generated.json().path("validityTime").asLong()).isBetween(1L, 600L);
        installation
                .gateways()
                .untilEachAnswers(200, api.path("/anything"), Authorization.bearer(generated.text("accessToken")));
    }

    @Test
    void aRefreshTokenGivesANewPairAndTheNewTokenWorks() {
        Person dora = selfRegistered();
        var application = new Subscriber(dora).application();
        application.subscribe(api, "Bronze");
        OAuthClient client = application.keys("password", "refresh_token").client();
        Answer first = client.password(dora.userName(), dora.password(), "").expect(200);

        Answer second = client.refresh(first.text("refresh_token")).expect(200);

        assertThat(second.text("access_token")).isNotEqualTo(first.text("access_token"));
        installation
                .gateways()
                .untilEachAnswers(200, api.path("/anything"), Authorization.bearer(second.text("access_token")));
    }

    @Test
    void opaqueTokensWorkAsSignedOnesDo() {
        var application = new Subscriber(selfRegistered()).application("Unlimited", "OAUTH");
        application.subscribe(api, "Bronze");
        Answer token = application
                .keys("client_credentials")
                .client()
                .clientCredentials()
                .expect(200);

        assertThat(token.text("access_token")).doesNotContain(".");
        installation
                .gateways()
                .untilEachAnswers(200, api.path("/anything"), Authorization.bearer(token.text("access_token")));
    }

    @Test
    void theSecretIsShownOnceAndTheSubscriptionIsListed() {
        Subscriber subscriber = new Subscriber(selfRegistered());
        var application = subscriber.application();
        String subscription = application.subscribe(api, "Bronze");
        var keys = application.keys("client_credentials");

        String listed = subscriber
                .store()
                .get("/applications/" + application.id() + "/oauth-keys")
                .expect(200)
                .body();
        assertThat(listed)
                .contains(keys.client().consumerKey())
                .doesNotContain(keys.client().consumerSecret());
        assertThat(subscriber
                        .store()
                        .get("/subscriptions?applicationId=" + application.id())
                        .expect(200)
                        .list())
                .extracting(found -> found.path("subscriptionId").asString() + " "
                        + found.path("throttlingPolicy").asString() + " "
                        + found.path("status").asString())
                .containsExactly(subscription + " Bronze UNBLOCKED");
        assertThat(subscriber
                        .store()
                        .get("/applications")
                        .expect(200)
                        .json()
                        .path("pagination")
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void anUnsubscribedApplicationIsForbiddenAndNoTokenIsUnauthorized() {
        var application = new Subscriber(selfRegistered()).application();
        Authorization token = application.token();

        installation
                .gateways()
                .untilEachAnswers(403, api.path("/anything"), token)
                .forEach(answer -> assertThat(answer.code()).isEqualTo("900908"));
        installation.gateways().get(api.path("/anything"), Authorization.NONE).forEach(answer -> {
            assertThat(answer.expect(401).code()).isEqualTo("900902");
            assertThat(answer.header("WWW-Authenticate")).isPresent();
        });
    }

    private Person selfRegistered() {
        Person person = new Person(installation, Names.fresh("dora"), Names.password());
        installation
                .front(Authorization.NONE)
                .post(
                        "/api/identity/user/v1.0/me",
                        Map.of(
                                "user",
                                Map.of(
                                        "username", person.userName(),
                                        "password", person.password(),
                                        "claims", List.of()),
                                "properties",
                                List.of()))
                .expect(201);
        return person;
    }

    /** The token endpoint under every address it has. */
    private Stream<OAuthClient> tokenEndpoints(OAuthClient client) {
        var front = installation.front(Authorization.NONE);
        return Stream.concat(
                Stream.of(
                        client.at(front, "/oauth2/token"),
                        client.at(front, "/oauth2endpoints/token"),
                        client.at(installation.rest(installation.addresses().tokenEndpoint(), Authorization.NONE), "")),
                installation.gateways().all().stream().map(gateway -> client.at(gateway, "/token")));
    }

    private static void isATokenResponse(Answer answer) {
        answer.expect(200);
        assertThat(answer.text("access_token")).isNotEmpty();
        assertThat(answer.text("token_type")).isEqualToIgnoringCase("Bearer");
        assertThat(answer.json().path("expires_in").asLong()).isPositive();
        assertThat(answer.header("Cache-Control"))
                .as(answer.request())
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }
}
