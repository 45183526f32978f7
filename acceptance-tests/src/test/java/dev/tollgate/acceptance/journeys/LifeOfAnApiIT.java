package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Multipart;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Application;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Versions, revisions and states of an API while it is called: every answer is of the state before or of the one after. */
@OnTollgate
@Tag("J5")
class LifeOfAnApiIT {

    private final Installation installation;
    private final People people;
    private final Rest publisher;
    private final EchoBackend backend;
    private final Application application;

    LifeOfAnApiIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.publisher = people.alice().api();
        this.backend = backend;
        this.application = people.bob().application();
    }

    @Test
    void aNewVersionIsACopyAndTheOldOneServesOnUntilTheNewOneIsThere() throws Exception {
        Api first = people.alice().publish(draft("/first").with("isDefaultVersion", true));
        document(first, "Guide", "Read this.");
        application.subscribe(first, "Unlimited");
        Authorization token = application.token();
        installation.gateways().untilEachAnswers(200, first.path("/ready"), token);
        Api[] made = new Api[1];

        assertThat(calls(first.path("/pets"), token).during(() -> made[0] = copy(first)))
                .containsExactly("200 /first");
        Api second = made[0];
        assertThat(publisher
                        .get("/apis/" + second.id() + "/documents")
                        .expect(200)
                        .list())
                .singleElement()
                .satisfies(
                        document -> assertThat(document.path("name").asString()).isEqualTo("Guide"));
        publisher.put("/apis/" + second.id(), changed(second, "/second")).expect(200);
        everyGateway(first.defaultPath("/pets"), token, "200 /first");

        assertThat(calls(first.path("/pets"), token)
                        .during(() -> people.alice().publishAndWait(second).expect(200)))
                .containsExactly("200 /first");
        everyGateway(first.path("/pets"), token, "200 /first");
        // the same application, not subscribed to the new version, which is the default one now
        everyGateway(second.defaultPath("/pets"), token, "403 900908");
        application.subscribe(second, "Unlimited");
        installation.gateways().untilEachAnswers(200, second.path("/ready"), token);
        everyGateway(second.path("/pets"), token, "200 /second");
        everyGateway(second.defaultPath("/pets"), token, "200 /second");
    }

    @Test
    void aRevisionIsDeployedAndRolledBackInOneCall() throws Exception {
        Api api = people.alice().publish(draft("/old"));
        application.subscribe(api, "Unlimited");
        Authorization token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/ready"), token);
        String old = publisher
                .get("/apis/" + api.id() + "/revisions")
                .expect(200)
                .list()
                .getFirst()
                .path("id")
                .asString();
        RunningCalls calls = calls(api.path("/pets"), token);

        publisher.put("/apis/" + api.id(), changed(api, "/new")).expect(200);
        assertThat(calls.during(() -> people.alice().redeploy(api).expect(200))).isSubsetOf("200 /old", "200 /new");
        everyGateway(api.path("/pets"), token, "200 /new");

        assertThat(calls.during(() -> publisher
                        .send("POST", "/apis/" + api.id() + "/restore-revision?deploy=true&wait=20s&revisionId=" + old)
                        .expect(201)))
                .isSubsetOf("200 /old", "200 /new");
        everyGateway(api.path("/pets"), token, "200 /old");
        assertThat(publisher.get("/apis/" + api.id()).expect(200).body()).contains(backend.url() + "/old");
    }

    @Test
    void blockedAnswers503AndPublishedAgainServes() throws Exception {
        Api api = people.alice().publish(draft("/echo"));
        application.subscribe(api, "Unlimited");
        Authorization token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/ready"), token);
        RunningCalls calls = calls(api.path("/pets"), token);

        assertThat(calls.during(
                        () -> people.alice().changeLifeCycle(api, "Block").expect(200)))
                .isSubsetOf("200 /echo", "503 700700");
        everyGateway(api.path("/pets"), token, "503 700700");

        assertThat(calls.during(
                        () -> people.alice().changeLifeCycle(api, "Re-Publish").expect(200)))
                .isSubsetOf("200 /echo", "503 700700");
        everyGateway(api.path("/pets"), token, "200 /echo");
    }

    @Test
    void deprecatedServesItsSubscribersAloneAndRetiredIsGone() throws Exception {
        Api api = people.alice().publish(draft("/echo"));
        application.subscribe(api, "Unlimited");
        Authorization token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/ready"), token);
        RunningCalls calls = calls(api.path("/pets"), token);
        String deprecated = "200 /echo deprecated, until Thu, 31 Dec 2099 00:00:00 GMT";

        assertThat(calls.during(() -> people.alice()
                        .changeLifeCycle(api, "Deprecate&sunset=2099-12-31")
                        .expect(200)))
                .isSubsetOf("200 /echo", deprecated);
        everyGateway(api.path("/pets"), token, deprecated);
        Application carols = people.carol().application();
        people.carol()
                .store()
                .post(
                        "/subscriptions",
                        Map.of("applicationId", carols.id(), "apiId", api.id(), "throttlingPolicy", "Unlimited"))
                .expect(400, 403, 404, 409);

        await().atMost(Duration.ofSeconds(25))
                .pollInterval(Duration.ofMillis(500))
                .until(() ->
                        publisher.get("/apis/" + api.id() + "/usage?by=day&group=status").expect(200).list().stream()
                                .anyMatch(line -> line.path("group").asString().equals("200")));
        Answer held = people.alice().changeLifeCycle(api, "Retire").expect(409);
        assertThat(held.text("description")).contains("force=true");
        everyGateway(api.path("/pets"), token, deprecated);

        assertThat(calls.during(() ->
                        people.alice().changeLifeCycle(api, "Retire&force=true").expect(200)))
                .isSubsetOf(deprecated, "404 900906");
        everyGateway(api.path("/pets"), token, "404 900906");
        installation.store(Authorization.NONE).get("/apis/" + api.id()).expect(404);
        for (String action : List.of("Publish", "Re-Publish", "Block", "Deprecate")) {
            people.alice().changeLifeCycle(api, action).expect(400).expectErrorBody();
        }
    }

    private ApiDraft draft(String backendPath) {
        return ApiDraft.on(backend.url()).with("endpointConfig", ApiDraft.endpoint(backend.url() + backendPath));
    }

    /** The API as it is, before another path of the backend. */
    private Map<String, Object> changed(Api api, String backendPath) {
        var read = publisher.get("/apis/" + api.id()).expect(200).json();
        return draft(backendPath)
                .with("name", api.name())
                .with("context", api.context())
                .with("version", api.version())
                .with("isDefaultVersion", read.path("isDefaultVersion").asBoolean())
                .fields();
    }

    private Api copy(Api api) {
        return Api.of(publisher
                .send("POST", "/apis/copy-api?newVersion=2.0.0&defaultVersion=true&apiId=" + api.id())
                .expect(201));
    }

    private void document(Api api, String name, String text) {
        String id = publisher
                .post(
                        "/apis/" + api.id() + "/documents",
                        Map.of("name", name, "type", "HOWTO", "sourceType", "INLINE", "visibility", "API_LEVEL"))
                .expect(201)
                .text("documentId");
        publisher
                .multipart(
                        "POST",
                        "/apis/" + api.id() + "/documents/" + id + "/content",
                        new Multipart().text("inlineContent", text))
                .expect(200);
    }

    private RunningCalls calls(String path, Authorization token) {
        List<Rest> gateways = installation.gateways().all().stream()
                .map(gateway -> gateway.as(token))
                .toList();
        return new RunningCalls(gateways, path, LifeOfAnApiIT::told);
    }

    private void everyGateway(String path, Authorization token, String expected) {
        assertThat(Set.copyOf(installation.gateways().get(path, token).stream()
                        .map(LifeOfAnApiIT::told)
                        .toList()))
                .containsExactly(expected);
    }

    /** {@code 200 /first}, {@code 503 700700}, {@code 200 /first deprecated, until …}. */
    private static String told(Answer answer) {
        String what = answer.status() == 200 ? answer.text("target").replaceFirst("/pets$", "") : answer.code();
        String since = answer.header("Deprecation").isPresent() ? " deprecated" : "";
        String until = answer.header("Sunset").map(day -> ", until " + day).orElse("");
        return Stream.of(answer.status() + " " + what, since, until).reduce("", String::concat);
    }
}
