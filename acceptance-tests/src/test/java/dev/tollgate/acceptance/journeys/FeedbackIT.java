package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Multipart;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What consumers find, think and say of APIs; and that who may not see one sees nothing of it. */
@OnTollgate
@Tag("J8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedbackIT {

    private final Installation installation;
    private final People people;
    private final String word = Names.fresh("zebra").replace("-", "");
    private final Api api;
    private final Api restricted;
    private final Rest signedOut;
    private final Rest provider;

    FeedbackIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.signedOut = installation.store(Authorization.NONE);
        this.provider = installation.publisher(people.alice()
                .person()
                .token(List.of("apim:comment_view", "apim:comment_write", "apim:document_create")));
        this.api = people.alice()
                .publish(ApiDraft.on(backend.url())
                        .with("tags", List.of("tag" + word))
                        .with("description", "All about the " + word + " described"));
        this.restricted = people.alice()
                .publish(ApiDraft.on(backend.url())
                        .with("tags", List.of("hidden" + word))
                        .with("description", "hidden" + word)
                        .with("visibility", "RESTRICTED")
                        .with("visibleRoles", List.of("Internal/creator")));
    }

    @Test
    void ratingsAreOnePerUserAndAveraged() {
        String path = "/apis/" + api.id();
        people.bob().store().put(path + "/user-rating", Map.of("rating", 3)).expect(200);
        people.bob().store().put(path + "/user-rating", Map.of("rating", 4)).expect(200);
        people.carol().store().put(path + "/user-rating", Map.of("rating", 5)).expect(200);
        people.bob().store().put(path + "/user-rating", Map.of("rating", 6)).expect(400);
        signedOut.put(path + "/user-rating", Map.of("rating", 1)).expect(401);
        Answer ratings = people.bob().store().get(path + "/ratings").expect(200);
        assertThat(ratings.text("avgRating")).isEqualTo("4.5");
        assertThat(ratings.json().path("userRating").asInt()).isEqualTo(4);
        assertThat(ratings.json().at("/pagination/total").asInt()).isEqualTo(2);
        assertThat(signedOut.get(path).expect(200).text("avgRating")).isEqualTo("4.5");
        people.carol().store().delete(path + "/user-rating").expect(200);
        assertThat(signedOut.get(path + "/ratings").text("avgRating")).isEqualTo("4.0");
    }

    @Test
    void theProviderAnswersAndOnlyAuthorsAndAdministratorsDelete() {
        String comments = "/apis/" + api.id() + "/comments";
        String question = people.bob()
                .store()
                .post(comments, Map.of("content", "Does it <b>scale</b>?"))
                .expect(201)
                .text("id");
        assertThat(provider.get(comments).expect(200).list())
                .anyMatch(comment -> comment.path("id").asString().equals(question));
        String answer = provider.post(comments + "?replyTo=" + question, Map.of("content", "It does."))
                .expect(201)
                .text("id");
        Answer thread = signedOut.get(comments + "/" + question).expect(200);
        assertThat(thread.text("content")).isEqualTo("Does it <b>scale</b>?");
        assertThat(thread.json().at("/replies/list/0/entryPoint").asString()).isEqualTo("publisher");
        assertThat(thread.json().at("/replies/list/0/createdBy").asString())
                .isEqualTo(people.alice().person().userName());

        people.carol().store().delete(comments + "/" + question).expect(403);
        people.bob().store().delete(comments + "/" + answer).expect(403);
        provider.delete(comments + "/" + question).expect(403);
        provider.delete(comments + "/" + answer).expect(200);
        installation
                .store(installation.administrator())
                .delete(comments + "/" + question)
                .expect(200);
        signedOut.get(comments + "/" + question).expect(404);
    }

    @Test
    void apisAreFoundByNameTagProviderDescriptionAndDocumentText() {
        String document = provider.post(
                        "/apis/" + api.id() + "/documents",
                        Map.of(
                                "name", "How to",
                                "type", "HOWTO",
                                "summary", "a guide",
                                "sourceType", "INLINE",
                                "visibility", "API_LEVEL"))
                .expect(201)
                .text("documentId");
        provider.multipart(
                        "POST",
                        "/apis/" + api.id() + "/documents/" + document + "/content",
                        new Multipart().text("inlineContent", "Feed the doc" + word + " twice a day."))
                .expect(200, 201);
        String user = people.alice().person().userName();
        for (Rest viewer : List.of(signedOut, people.bob().store())) {
            for (String query : List.of(
                    "name:" + api.name(),
                    api.name().substring(2),
                    "tag:tag" + word,
                    "description:" + word,
                    word + "%20provider:" + user,
                    "doc:doc" + word,
                    "doc" + word,
                    "content:doc" + word)) {
                assertThat(ids(viewer.get("/apis?query=" + query)))
                        .as(query)
                        .contains(api.id())
                        .doesNotContain(restricted.id());
            }
            assertThat(ids(viewer.get("/apis?query=doc:nothing" + word))).isEmpty();
            assertThat(viewer.get("/search?query=doc" + word).expect(200).list())
                    .extracting(found -> found.path("type").asString())
                    .containsExactly("API", "DOC");
        }
        assertThat(signedOut
                        .get("/apis/" + api.id() + "/documents/" + document + "/content")
                        .expect(200)
                        .body())
                .isEqualTo("Feed the doc" + word + " twice a day.");
    }

    @Test
    void aRestrictedApiIsAbsentForOthersInEveryWay() {
        var creator = new Subscriber(people.administrator().user("dora", "Internal/subscriber", "Internal/creator"));
        assertThat(ids(creator.store().get("/apis?query=hidden" + word))).containsExactly(restricted.id());
        creator.store().get("/apis/" + restricted.id()).expect(200);
        String comment = creator.store()
                .post("/apis/" + restricted.id() + "/comments", Map.of("content", "Between us"))
                .expect(201)
                .text("id");

        String absent = UUID.randomUUID().toString();
        for (Rest stranger : List.of(signedOut, people.bob().store())) {
            for (String query : List.of("hidden" + word, "name:" + restricted.name(), "tag:hidden" + word)) {
                assertThat(ids(stranger.get("/apis?query=" + query))).as(query).isEmpty();
                assertThat(ids(stranger.get("/search?query=" + query)))
                        .as(query)
                        .isEmpty();
            }
            assertThat(stranger.get("/tags?limit=1000").expect(200).body()).doesNotContain("hidden" + word);
            for (String part : List.of(
                    "",
                    "/swagger",
                    "/subscription-policies",
                    "/ratings",
                    "/comments",
                    "/comments/" + comment,
                    "/comments/" + comment + "/replies",
                    "/documents",
                    "/thumbnail")) {
                assertThat(bytes(stranger.get("/apis/" + restricted.id() + part).expect(404)))
                        .as(part)
                        .isEqualTo(bytes(stranger.get("/apis/" + absent + part).expect(404)));
            }
        }
        Rest bob = people.bob().store();
        String application = people.bob().application().id();
        for (String id : List.of(restricted.id(), absent)) {
            bob.put("/apis/" + id + "/user-rating", Map.of("rating", 1)).expect(404);
            bob.post("/apis/" + id + "/comments", Map.of("content", "x")).expect(404);
            bob.post(
                            "/subscriptions",
                            Map.of("applicationId", application, "apiId", id, "throttlingPolicy", "Unlimited"))
                    .expect(404);
        }
    }

    private static List<String> ids(Answer list) {
        return list.expect(200).list().stream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    /** The body without what differs from request to request. */
    private static String bytes(Answer answer) {
        return answer.body().replaceAll("\"traceId\":\"[^\"]*\"", "");
    }
}
