package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A subscriber's token, and none at all, on everything that is the publisher's or the administrator's. */
@OnTollgate
@Tag("A13")
class ScopesIT {

    private static final String ABSENT = "00000000-0000-0000-0000-000000000000";

    private final Installation installation;
    private final People people;
    private final Api api;

    ScopesIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
    }

    @TestFactory
    Stream<DynamicTest> publisherOperationsAreForbiddenToSubscribersAndClosedToStrangers() {
        String id = api.id();
        return Stream.of(
                        "GET /apis",
                        "POST /apis",
                        "GET /apis/" + id,
                        "PUT /apis/" + id,
                        "DELETE /apis/" + id,
                        "POST /apis/import-openapi",
                        "POST /apis/validate-openapi",
                        "GET /apis/" + id + "/swagger",
                        "PUT /apis/" + id + "/swagger",
                        "GET /apis/" + id + "/revisions",
                        "POST /apis/" + id + "/revisions",
                        "DELETE /apis/" + id + "/revisions/" + ABSENT,
                        "POST /apis/" + id + "/deploy-revision?revisionId=" + ABSENT,
                        "POST /apis/" + id + "/undeploy-revision?revisionId=" + ABSENT,
                        "GET /apis/" + id + "/deployments",
                        "GET /apis/" + id + "/deployments/receipt",
                        "POST /apis/change-lifecycle?action=Block&apiId=" + id,
                        "GET /apis/" + id + "/lifecycle-state",
                        "GET /apis/" + id + "/usage",
                        "GET /subscriptions?apiId=" + id,
                        "GET /throttling-policies/subscription",
                        "GET /settings")
                .map(operation -> refused(installation.publisher(Authorization.NONE), operation));
    }

    @TestFactory
    Stream<DynamicTest> adminOperationsAreForbiddenToSubscribersAndClosedToStrangers() {
        return Stream.of(
                        "GET /throttling/policies/subscription",
                        "POST /throttling/policies/subscription",
                        "GET /throttling/policies/application",
                        "POST /throttling/policies/application",
                        "GET /throttling/policies/advanced",
                        "POST /throttling/policies/advanced",
                        "GET /throttling/policies/subscription/" + ABSENT,
                        "DELETE /throttling/policies/subscription/" + ABSENT,
                        "GET /environments",
                        "GET /settings/backend-networks",
                        "PUT /settings/backend-networks")
                .map(operation -> refused(installation.admin(Authorization.NONE), operation));
    }

    @TestFactory
    Stream<DynamicTest> usersAreTheAdministratorsToManage() {
        return Stream.of("GET /scim2/Users", "POST /scim2/Users", "GET /scim2/Users/" + ABSENT, "GET /scim2/Roles")
                .map(operation -> refused(installation.front(Authorization.NONE), operation));
    }

    @Test
    void aProvidersTokenIsForbiddenInTheStoreAndTheAdminApi() {
        Authorization alice = people.alice().token();

        installation.store(alice).get("/applications").expect(403);
        installation
                .store(alice)
                .post("/applications", "{\"name\":\"x\",\"throttlingPolicy\":\"Unlimited\"}")
                .expect(403);
        installation.admin(alice).get("/settings/backend-networks").expect(403);
        installation.store(Authorization.NONE).get("/applications").expect(401);
    }

    @Test
    void aTokenAsksInVainForScopesThatItsRolesDoNotHave() {
        var bob = people.bob().person();

        Authorization token = bob.token(List.of("apim:admin", "apim:api_create", "apim:subscribe"));

        installation.publisher(token).get("/apis").expect(403);
        installation.admin(token).get("/settings/backend-networks").expect(403);
        installation.store(token).get("/applications").expect(200);
        installation.publisher(bob.basic()).get("/apis").expect(403);
    }

    @Test
    void credentialsThatAreNoneAreUnauthorized() {
        for (Authorization wrong : List.of(
                Authorization.bearer("nothing"),
                Authorization.basic(people.alice().person().userName(), "wrong"),
                new Authorization("Basic ###"),
                new Authorization("Negotiate abc"))) {
            Answer answer = installation.publisher(wrong).get("/apis").expect(401);
            answer.expectErrorBody();
            assertThat(answer.header("WWW-Authenticate")).isPresent();
        }
    }

    private DynamicTest refused(Rest api, String operation) {
        String[] parts = operation.split(" ", -1);
        return dynamicTest(operation, () -> {
            send(api.as(people.bob().token()), parts[0], parts[1]).expect(403);
            send(api, parts[0], parts[1]).expect(401);
        });
    }

    private static Answer send(Rest api, String verb, String path) {
        if (verb.equals("GET") || verb.equals("DELETE")) {
            return api.send(verb, path);
        }
        boolean form = path.endsWith("-openapi") || path.endsWith("/swagger");
        return form
                ? api.multipart(verb, path, new Multipart().text("inlineAPIDefinition", "openapi: 3.0.3"))
                : api.sendJson(verb, path, "{}");
    }
}
