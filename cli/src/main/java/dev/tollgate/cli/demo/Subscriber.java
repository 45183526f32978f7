package dev.tollgate.cli.demo;

import dev.tollgate.cli.installation.Installation;
import dev.tollgate.cli.rest.Answer;
import dev.tollgate.cli.rest.Request;
import dev.tollgate.cli.rest.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The subscriber's half of the demo: an account, an application, a subscription, keys and a token. */
final class Subscriber {

    private static final String APPLICATION = "PetstoreDemo";

    private final Installation installation;
    private final Narrator narrator;
    private final DemoVariables variables;
    private final String store;
    private final String user;
    private final Secret password;

    private Subscriber(
            Installation installation, Narrator narrator, DemoVariables variables, String user, Secret password) {
        this.installation = installation;
        this.narrator = narrator;
        this.variables = variables;
        this.store = installation.front() + "/api/am/devportal/v3";
        this.user = user;
        this.password = password;
    }

    /** Registers a subscriber, or finds the one of an earlier run. */
    static Subscriber register(Installation installation, Narrator narrator, DemoVariables variables)
            throws IOException {
        narrator.step("A subscriber registers");
        Optional<String> known = variables.value("SUBSCRIBER");
        Optional<String> knownPassword = variables.value("SUBSCRIBER_PASSWORD");
        if (known.isPresent() && knownPassword.isPresent()) {
            Secret password = new Secret("SUBSCRIBER_PASSWORD", knownPassword.get());
            Subscriber subscriber = new Subscriber(installation, narrator, variables, known.get(), password);
            if (narrator.send(subscriber.as(Request.get(subscriber.store + "/applications")))
                    .successful()) {
                narrator.say(known.get() + " is registered already");
                return subscriber;
            }
        }
        String user = "demo-" + random(3);
        Secret password = variables.keep("SUBSCRIBER_PASSWORD", "Dt-" + random(12));
        variables.keep("SUBSCRIBER", user);
        narrator.show(Request.post(installation.front() + "/api/identity/user/v1.0/me")
                .json(
                        "{\"user\":{\"username\":\"" + user + "\",\"password\":\"" + password
                                + "\",\"claims\":[]},\"properties\":[]}",
                        password));
        narrator.say("registered " + user + ", a subscriber");
        return new Subscriber(installation, narrator, variables, user, password);
    }

    /** Makes an application, subscribes it and returns an access token for it. */
    Secret subscribe(String apiId) throws IOException {
        String application = application();
        subscription(application, apiId);
        return token(application);
    }

    private String application() {
        narrator.step("An application of the subscriber's");
        Optional<String> earlier = narrator.ask(as(Request.get(store + "/applications?query=" + APPLICATION)))
                .json()
                .path("list")
                .valueStream()
                .map(found -> found.path("applicationId").asString())
                .findFirst();
        if (earlier.isPresent()) {
            narrator.say(APPLICATION + " is there already");
            return earlier.get();
        }
        return narrator.show(as(Request.post(store + "/applications"))
                        .json("{\"name\":\"" + APPLICATION
                                + "\",\"throttlingPolicy\":\"Unlimited\",\"tokenType\":\"JWT\"}"))
                .json()
                .path("applicationId")
                .asString();
    }

    private void subscription(String application, String apiId) {
        narrator.step("A subscription on that tier");
        boolean there = narrator.ask(as(Request.get(store + "/subscriptions?limit=100&applicationId=" + application)))
                .json()
                .path("list")
                .valueStream()
                .anyMatch(found -> found.path("apiId").asString("").equals(apiId));
        if (there) {
            narrator.say("subscribed already");
            return;
        }
        Answer subscribed = narrator.show(as(Request.post(store + "/subscriptions"))
                .json("{\"applicationId\":\"" + application + "\",\"apiId\":\"" + apiId + "\",\"throttlingPolicy\":\""
                        + Provider.TIER + "\"}"));
        narrator.say(subscribed.json().path("status").asString("subscribed"));
    }

    private Secret token(String application) throws IOException {
        narrator.step("Keys: a consumer key, and a secret that is shown once");
        String keys = store + "/applications/" + application;
        JsonNode answer = narrator.ask(as(Request.get(keys + "/oauth-keys")))
                .json()
                .path("list")
                .valueStream()
                .filter(found -> found.path("keyType").asString("").equals("PRODUCTION"))
                .findFirst()
                .map(found -> keys + "/oauth-keys/" + found.path("keyMappingId").asString() + "/regenerate-secret")
                .map(url -> narrator.show(as(Request.post(url))).json())
                .orElseGet(() -> narrator.show(
                                as(Request.post(keys + "/generate-keys"))
                                        .json(
                                                "{\"keyType\":\"PRODUCTION\",\"grantTypesToBeSupported\":[\"client_credentials\"]}"))
                        .json());
        Secret key = variables.keep("CONSUMER_KEY", answer.path("consumerKey").asString());
        Secret secret =
                variables.keep("CONSUMER_SECRET", answer.path("consumerSecret").asString());
        narrator.say("the answer holds $CONSUMER_KEY and $CONSUMER_SECRET");

        narrator.step("A token for the application");
        Answer token = narrator.show(Request.post(installation.front() + "/oauth2/token")
                .basic(key, secret)
                .form("grant_type", "client_credentials"));
        narrator.say("a $TOKEN for " + token.json().path("expires_in").asInt() + " s");
        return variables.keep("TOKEN", token.json().path("access_token").asString());
    }

    private Request as(Request request) {
        return request.basic(user, password);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
