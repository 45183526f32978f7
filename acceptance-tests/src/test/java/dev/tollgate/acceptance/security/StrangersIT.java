package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Application;
import dev.tollgate.acceptance.people.Subscriber.Keys;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Carol on what is bob's: the same bytes as for what does not exist, and nothing changes. */
@OnTollgate
@Tag("A14")
class StrangersIT {

    /** The error body carries the trace id; one for both makes the bytes comparable. */
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final People people;
    private final Api api;
    private final Application application;
    private final Keys keys;
    private final String subscription;

    StrangersIT(People people, EchoBackend backend) {
        this.people = people;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
        this.application = people.bob().application();
        this.subscription = application.subscribe(api, "Gold");
        this.keys = application.keys("client_credentials");
    }

    @TestFactory
    Stream<DynamicTest> whatIsBobsIsForCarolAsIfItWereNotThere() {
        String app = application.id();
        String applicationBody = "{\"name\":\"mine-now\",\"throttlingPolicy\":\"Unlimited\"}";
        String keysBody = "{\"keyType\":\"SANDBOX\",\"grantTypesToBeSupported\":[\"client_credentials\"]}";
        String subscriptionBody = "{\"applicationId\":\"" + app + "\",\"apiId\":\"" + api.id()
                + "\",\"throttlingPolicy\":\"Unlimited\",\"requestedThrottlingPolicy\":\"Unlimited\"}";
        String oauthKey = "/applications/" + app + "/oauth-keys/" + keys.mappingId();
        return Stream.of(
                notThere("GET", "/applications/" + app, app, ""),
                notThere("PUT", "/applications/" + app, app, applicationBody),
                notThere("DELETE", "/applications/" + app, app, ""),
                notThere("GET", "/applications/" + app + "/oauth-keys", app, ""),
                notThere("POST", "/applications/" + app + "/generate-keys", app, keysBody),
                notThere("GET", oauthKey, app, ""),
                notThere("PUT", oauthKey, app, "{\"supportedGrantTypes\":[\"password\"]}"),
                notThere("POST", oauthKey + "/regenerate-secret", app, "{}"),
                notThere("POST", oauthKey + "/generate-token", app, "{\"validityPeriod\":600}"),
                notThere("GET", "/applications/" + app + "/usage", app, ""),
                notThere("GET", "/applications/" + app + "/quota", app, ""),
                notThere("GET", "/subscriptions/" + subscription, subscription, ""),
                notThere("PUT", "/subscriptions/" + subscription, subscription, subscriptionBody),
                notThere("DELETE", "/subscriptions/" + subscription, subscription, ""));
    }

    private DynamicTest notThere(String verb, String path, String id, String body) {
        return dynamicTest(verb + " " + path.replace(application.id(), "{app}"), () -> {
            String absent = UUID.randomUUID().toString();
            String before = bobsThings();

            Answer bobs = send(verb, path, body).expect(404);
            Answer nobodys = send(verb, path.replace(id, absent), body.replace(id, absent))
                    .expect(404);

            assertThat(bobs.body().replace(id, absent)).isEqualTo(nobodys.body());
            assertThat(bobs.headers().map().keySet())
                    .isEqualTo(nobodys.headers().map().keySet());
            assertThat(bobsThings()).isEqualTo(before);
        });
    }

    private Answer send(String verb, String path, String body) {
        Rest carol = people.carol().store();
        HttpRequest.Builder request = carol.request(path).header("traceparent", TRACE);
        if (body.isEmpty()) {
            request.method(verb, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(verb, BodyPublishers.ofString(body));
        }
        return carol.http().send(request.build());
    }

    private String bobsThings() {
        Rest bob = people.bob().store();
        return bob.get("/applications/" + application.id()).expect(200).body()
                + bob.get("/applications/" + application.id() + "/oauth-keys")
                        .expect(200)
                        .body()
                + bob.get("/subscriptions/" + subscription).expect(200).body();
    }
}
