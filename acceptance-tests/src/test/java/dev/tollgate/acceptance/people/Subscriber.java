package dev.tollgate.acceptance.people;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import java.util.List;
import java.util.Map;

/** A subscriber at work, with a token of WSO2's scopes. */
public final class Subscriber {

    static final List<String> SCOPES = List.of("apim:subscribe", "apim:app_manage", "apim:sub_manage", "apim:api_key");

    private final Person person;
    private final Authorization token;

    public Subscriber(Person person) {
        this.person = person;
        this.token = person.token(SCOPES);
    }

    public Person person() {
        return person;
    }

    public Authorization token() {
        return token;
    }

    public Rest store() {
        return person.installation().store(token);
    }

    /** An application with an hourly quota that no case reaches. */
    public Application application() {
        return application("Unlimited");
    }

    public Application application(String policy) {
        return application(policy, "JWT");
    }

    public Application application(String policy, String tokenType) {
        Answer created = store().post(
                        "/applications",
                        Map.of("name", Names.fresh("app"), "throttlingPolicy", policy, "tokenType", tokenType))
                .expect(201);
        return new Application(this, created.text("applicationId"), created.text("name"));
    }

    /** One of the subscriber's applications. */
    public record Application(Subscriber owner, String id, String name) {

        /** Subscribes to the API on a tier; returns the subscription's id. */
        public String subscribe(Api api, String tier) {
            return owner.store()
                    .post("/subscriptions", Map.of("applicationId", id, "apiId", api.id(), "throttlingPolicy", tier))
                    .expect(201)
                    .text("subscriptionId");
        }

        /** Generates production keys for these grants. */
        public Keys keys(String... grants) {
            return keysWithCallback("", grants);
        }

        /** Keys whose codes go to this address. */
        public Keys keysWithCallback(String callbackUrl, String... grants) {
            Answer answer = owner.store()
                    .post(
                            "/applications/" + id + "/generate-keys",
                            Map.of(
                                    "keyType",
                                    "PRODUCTION",
                                    "callbackUrl",
                                    callbackUrl,
                                    "grantTypesToBeSupported",
                                    List.of(grants)))
                    .expect(200);
            var installation = owner.person.installation();
            return new Keys(
                    this,
                    answer.text("keyMappingId"),
                    new OAuthClient(
                            installation.front(Authorization.NONE),
                            OAuthClient.TOKEN,
                            answer.text("consumerKey"),
                            answer.text("consumerSecret")));
        }

        /** Keys and a token by client credentials, in one go. */
        public Authorization token() {
            return keys("client_credentials").token();
        }
    }

    /** An application's consumer key and secret. */
    public record Keys(Application application, String mappingId, OAuthClient client) {

        public Authorization token() {
            return Authorization.bearer(client.clientCredentials().expect(200).text("access_token"));
        }

        /** A token through the Store, as its page generates one. */
        public Answer generate(Map<String, Object> request) {
            return application
                    .owner()
                    .store()
                    .post(
                            "/applications/" + application.id() + "/oauth-keys/" + mappingId + "/generate-token",
                            request);
        }
    }
}
