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
import dev.tollgate.acceptance.people.People;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@OnTollgate
@Tag("J1")
class PublishIT {

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;

    PublishIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
    }

    @Test
    void anImportedApiIsLiveOnEveryGatewayWhenPublishingAnswers() {
        Api petstore = importPetstore();
        int nodes = installation.gateways().count();

        Answer published = people.alice().publishAndWait(petstore).expect(200);

        // at once: no waiting between the answer and these calls; without a token the route alone answers
        for (String path : List.of(petstore.path("/pets"), petstore.defaultPath("/pets"))) {
            installation
                    .gateways()
                    .get(path, Authorization.NONE)
                    .forEach(answer -> assertThat(answer.expect(401).code()).isEqualTo("900902"));
        }
        assertThat(published.header("Tollgate-Deployment"))
                .hasValueSatisfying(receipt -> assertThat(receipt).contains("live=" + nodes, "of=" + nodes));
        assertThat(published.text("workflowStatus")).isEqualTo("APPROVED");

        JsonNode receipt = people.alice()
                .api()
                .get("/apis/" + petstore.id() + "/deployments/receipt")
                .expect(200)
                .json();
        assertThat(receipt.path("nodes")
                        .valueStream()
                        .map(node -> node.path("state").asString()))
                .hasSize(nodes)
                .containsOnly("LIVE");
        assertThat(receipt.path("nodes")
                        .valueStream()
                        .map(node -> node.path("id").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPublishedApiShowsInTheStoreAndAnUnpublishedOneDoesNot() {
        Api petstore = importPetstore();
        assertThat(inStore(petstore)).isEmpty();
        installation.store(Authorization.NONE).get("/apis/" + petstore.id()).expect(404);

        people.alice().publishAndWait(petstore).expect(200);

        assertThat(inStore(petstore)).hasSize(1);
        Answer shown = installation
                .store(Authorization.NONE)
                .get("/apis/" + petstore.id())
                .expect(200);
        assertThat(shown.text("lifeCycleStatus")).isEqualTo("PUBLISHED");
        assertThat(shown.text("provider")).isEqualTo(people.alice().person().userName());
        assertThat(shown.json().path("endpointURLs").toString()).contains(petstore.path(""));
        Answer definition = installation
                .store(Authorization.NONE)
                .get("/apis/" + petstore.id() + "/swagger")
                .expect(200);
        assertThat(definition.json().path("paths").propertyNames()).contains("/pets", "/pets/{petId}");
        // nothing of the backend's address is the Store's to show
        assertThat(definition.body()).doesNotContain(":" + backend.port());
        assertThat(shown.body()).doesNotContain(":" + backend.port());
    }

    @Test
    void subscribersCallItThroughEveryGatewayByVersionAndByDefault() {
        Api petstore = importPetstore();
        people.alice().publishAndWait(petstore).expect(200);
        var application = people.bob().application();
        application.subscribe(petstore, "Gold");
        Authorization token = application.token();

        installation.gateways().untilEachAnswers(200, petstore.path("/pets"), token);

        installation.gateways().get(petstore.defaultPath("/pets/17"), token).forEach(answer -> answer.expect(200));
        installation.gateways().get(petstore.path("/pets/17"), token).forEach(answer -> answer.expect(200));
        assertThat(backend.received("/pets/17"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.target()).isEqualTo("/pets/17"));
        installation
                .gateways()
                .get(petstore.path("/not-there"), token)
                .forEach(answer -> assertThat(answer.expect(404).code()).isEqualTo("900906"));
        installation
                .gateways()
                .all()
                .forEach(gateway ->
                        gateway.as(token).send("PUT", petstore.path("/pets")).expect(405));
    }

    private Api importPetstore() {
        String name = Names.fresh("petstore");
        ApiDraft draft = ApiDraft.on(backend.url())
                .with("name", name)
                .with("context", "/" + name)
                .with("isDefaultVersion", true);
        return Api.of(people.alice().importDefinition("petstore.yaml", draft).expect(201));
    }

    private List<JsonNode> inStore(Api api) {
        return installation
                .store(Authorization.NONE)
                .get("/apis?limit=100&query=name:" + api.name())
                .expect(200)
                .list()
                .stream()
                .filter(found -> found.path("id").asString().equals(api.id()))
                .toList();
    }
}
