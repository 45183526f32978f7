package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Fields that are not the caller's to set: refused, or ignored; reading again proves it. */
@OnTollgate
@Tag("A15")
class MassAssignmentIT {

    private final Installation installation;
    private final People people;

    MassAssignmentIT(Installation installation, People people) {
        this.installation = installation;
        this.people = people;
    }

    @Test
    void anApplicationBelongsToItsCreatorWhateverTheRequestSays() {
        Rest carol = people.carol().store();
        Answer created = carol.post(
                        "/applications",
                        Map.of(
                                "applicationId",
                                "00000000-0000-0000-0000-000000000001",
                                "name",
                                Names.fresh("grab"),
                                "throttlingPolicy",
                                "10PerMin",
                                "owner",
                                people.bob().person().userName(),
                                "status",
                                "REJECTED",
                                "tier",
                                "Unlimited",
                                "subscriptionCount",
                                99,
                                "roles",
                                List.of("admin")))
                .expect(201, 400);
        if (created.status() == 400) {
            return;
        }

        JsonNode read = carol.get("/applications/" + created.text("applicationId"))
                .expect(200)
                .json();
        assertThat(read.path("owner").asString())
                .isEqualTo(people.carol().person().userName());
        assertThat(read.path("status").asString()).isEqualTo("APPROVED");
        assertThat(read.path("throttlingPolicy").asString()).isEqualTo("10PerMin");
        assertThat(read.path("subscriptionCount").asInt()).isZero();
        assertThat(created.text("applicationId")).isNotEqualTo("00000000-0000-0000-0000-000000000001");
        people.bob()
                .store()
                .get("/applications/" + created.text("applicationId"))
                .expect(404);
        installation.publisher(people.carol().person().basic()).get("/apis").expect(403);
    }

    @Test
    void anUpdateGivesAnApplicationToNobody() {
        var application = people.carol().application("10PerMin");
        Rest carol = people.carol().store();

        carol.put(
                        "/applications/" + application.id(),
                        Map.of(
                                "name",
                                application.name(),
                                "throttlingPolicy",
                                "10PerMin",
                                "owner",
                                people.bob().person().userName(),
                                "status",
                                "REJECTED"))
                .expect(200, 400);

        JsonNode read =
                carol.get("/applications/" + application.id()).expect(200).json();
        assertThat(read.path("owner").asString())
                .isEqualTo(people.carol().person().userName());
        assertThat(read.path("status").asString()).isEqualTo("APPROVED");
    }

    @Test
    void selfRegistrationGivesTheSubscribersRoleAndNoOther() {
        Person greedy = new Person(installation, Names.fresh("greedy"), Names.password());
        installation
                .front(Authorization.NONE)
                .post(
                        "/api/identity/user/v1.0/me",
                        Map.of(
                                "user",
                                Map.of(
                                        "username", greedy.userName(),
                                        "password", greedy.password(),
                                        "roles", List.of("admin", "Internal/publisher"),
                                        "claims",
                                                List.of(Map.of(
                                                        "uri", "http://wso2.org/claims/role",
                                                        "value", "admin,Internal/publisher"))),
                                "roles",
                                List.of("admin"),
                                "properties",
                                List.of(Map.of("key", "roles", "value", "admin"))))
                .expect(201, 400);

        Answer publisher = installation.publisher(greedy.basic()).get("/apis").expect(401, 403);
        installation
                .admin(greedy.basic())
                .get("/throttling/policies/subscription")
                .expect(publisher.status());
    }
}
