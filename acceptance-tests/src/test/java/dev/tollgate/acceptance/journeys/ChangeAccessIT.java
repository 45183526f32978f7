package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.OAuthClient;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber;
import dev.tollgate.acceptance.people.ThrottlingPolicies.Level;
import dev.tollgate.acceptance.people.ThrottlingPolicies.Quota;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken away or changed holds on every gateway at once, for tokens and keys that are out already. */
@OnTollgate
@Tag("J7")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeAccessIT {

    private static final int SMALL = 3;

    private final Installation installation;
    private final People people;
    private final String smallTier;
    private final Api api;

    ChangeAccessIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.smallTier = people.administrator().policy(Level.SUBSCRIPTION, Quota.perHour(SMALL));
        this.api = people.alice()
                .publish(ApiDraft.on(backend.url())
                        .offering("Unlimited", smallTier)
                        .with("securityScheme", List.of("oauth2", "api_key")));
    }

    @Test
    void anotherTierCountsAtOnce() {
        var application = people.bob().application();
        String subscription = application.subscribe(api, smallTier);
        Authorization token = application.token();
        List<Answer> spent = installation.gateways().untilEachAnswers(429, api.path("/tier"), token);
        assertThat(spent).extracting(Answer::code).containsOnly("900804");

        changeTier(application, subscription, "Unlimited");
        everywhere(200, token);
        assertThat(installation.gateways().spread(2 * SMALL, api.path("/tier"), token))
                .extracting(Answer::status)
                .containsOnly(200);

        changeTier(application, subscription, smallTier);
        everywhere(429, token);
    }

    @Test
    void aProviderBlocksASubscriptionAndLetsItPassAgain() {
        var application = people.bob().application();
        String subscription = application.subscribe(api, "Unlimited");
        Authorization token = application.token();
        everywhere(200, token);
        Rest provider = installation.publisher(people.alice().person().token(List.of("apim:subscription_block")));
        for (String state : List.of("BLOCKED", "PROD_ONLY_BLOCKED")) {
            provider.send(
                            "POST",
                            "/subscriptions/block-subscription?subscriptionId=" + subscription + "&blockState=" + state)
                    .expect(200);
            assertThat(everywhere(401, token)).extracting(Answer::code).containsOnly("900907");
            assertThat(people.bob()
                            .store()
                            .get("/subscriptions/" + subscription)
                            .expect(200)
                            .text("status"))
                    .isEqualTo(state);
            provider.send("POST", "/subscriptions/unblock-subscription?subscriptionId=" + subscription)
                    .expect(200);
            everywhere(200, token);
        }
    }

    @Test
    void anAdministratorBlocksAnApplicationAndNobodyElseDoes() {
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        Authorization token = application.token();
        everywhere(200, token);
        Rest administrator = people.administrator().api();
        String path = "/applications/" + application.id();
        installation
                .admin(people.bob().person().basic())
                .send("POST", path + "/block")
                .expect(403);
        administrator.send("POST", path + "/block").expect(200);
        assertThat(everywhere(401, token)).extracting(Answer::code).containsOnly("900907");
        administrator.send("POST", path + "/unblock").expect(200);
        everywhere(200, token);
    }

    @Test
    void whoUnsubscribesCallsNoMore() {
        var application = people.bob().application();
        String subscription = application.subscribe(api, "Unlimited");
        Authorization token = application.token();
        everywhere(200, token);
        people.bob().store().delete("/subscriptions/" + subscription).expect(200);
        assertThat(everywhere(403, token)).extracting(Answer::code).containsOnly("900908");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "OAUTH"})
    void aRegeneratedSecretEndsTheFormerOneAndWhatItGot(String tokenType) {
        var application = people.bob().application("Unlimited", tokenType);
        application.subscribe(api, "Unlimited");
        var keys = application.keys("client_credentials");
        String former = keys.client().clientCredentials().expect(200).text("access_token");
        Authorization token = Authorization.bearer(former);
        everywhere(200, token);

        Answer regenerated = people.bob()
                .store()
                .send(
                        "POST",
                        "/applications/" + application.id() + "/oauth-keys/" + keys.mappingId() + "/regenerate-secret")
                .expect(200);
        assertThat(regenerated.text("consumerKey")).isEqualTo(keys.client().consumerKey());

        everywhere(401, token);
        keys.client().clientCredentials().expect(401);
        for (Rest gateway : installation.gateways().all()) {
            keys.client().at(gateway, "/token").clientCredentials().expect(401);
        }
        OAuthClient client = keys.client().withSecret(regenerated.text("consumerSecret"));
        assertThat(client.introspect(former).expect(200).body()).isEqualTo("{\"active\":false}");
        everywhere(
                200, Authorization.bearer(client.clientCredentials().expect(200).text("access_token")));
    }

    @Test
    void anApiKeyIsRegeneratedAndRevoked() {
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        Rest store = people.bob().store();
        String keys = "/applications/" + application.id() + "/api-keys/PRODUCTION";
        String former = store.post(keys + "/generate", Map.of("keyName", "first", "validityPeriod", 3600))
                .expect(200)
                .text("apikey");
        everywhere(200, Authorization.apiKey(former));
        String id =
                store.get(keys).expect(200).list().getFirst().path("keyUUID").asString();

        people.carol().store().post(keys + "/regenerate", Map.of("keyUUID", id)).expect(404);
        Answer renewed = store.post(keys + "/regenerate", Map.of("keyUUID", id)).expect(200);
        assertThat(renewed.text("keyName")).isEqualTo("first");
        assertThat(renewed.json().path("validityPeriod").asLong()).isEqualTo(3600);
        everywhere(401, Authorization.apiKey(former));
        everywhere(200, Authorization.apiKey(renewed.text("apikey")));

        store.post(keys + "/revoke", Map.of("keyUUID", id)).expect(200);
        everywhere(401, Authorization.apiKey(renewed.text("apikey")));
        assertThat(store.get(keys).expect(200).list()).isEmpty();
    }

    @Test
    void aTokenIsRevokedThroughTheStore() {
        var application = people.bob().application();
        application.subscribe(api, "Unlimited");
        var keys = application.keys("client_credentials");
        String former = keys.generate(Map.of()).expect(200).text("accessToken");
        everywhere(200, Authorization.bearer(former));
        String next = keys.generate(Map.of("revokeToken", former)).expect(200).text("accessToken");
        everywhere(401, Authorization.bearer(former));
        everywhere(200, Authorization.bearer(next));
    }

    private List<Answer> everywhere(int status, Authorization caller) {
        return installation.gateways().untilEachAnswers(status, api.path("/access"), caller);
    }

    private static void changeTier(Subscriber.Application application, String subscription, String tier) {
        application
                .owner()
                .store()
                .put(
                        "/subscriptions/" + subscription,
                        Map.of("applicationId", application.id(), "throttlingPolicy", tier))
                .expect(200);
    }
}
