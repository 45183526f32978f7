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
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A subscription that needs an approver: neither before it nor against it does a call pass. */
@OnTollgate
@Tag("J6")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalIT {

    private final Installation installation;
    private final People people;
    private final Api api;

    ApprovalIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.api = people.alice().publish(ApiDraft.on(backend.url()));
    }

    @AfterEach
    void othersDoNotWait() {
        people.administrator().workflows(Map.of("subscription", "auto", "application", "auto"));
    }

    @Test
    void anAdministratorApprovesAndCallsPass() {
        people.administrator().workflows(Map.of("subscription", "approve"));
        var application = people.bob().application();
        Answer pending = subscribe(application);
        assertThat(pending.text("status")).isEqualTo("ON_HOLD");
        assertThat(pending.text("workflowStatus")).isEqualTo("CREATED");
        Authorization token = application.token();
        assertThat(everywhere(401, token)).extracting(Answer::code).containsOnly("900909");

        Rest approver = people.administrator().api();
        decide(approver, reference(approver, application), "APPROVED", "");
        everywhere(200, token);
        assertThat(people.bob()
                        .store()
                        .get("/subscriptions/" + pending.text("subscriptionId"))
                        .text("status"))
                .isEqualTo("UNBLOCKED");
    }

    @Test
    void aProviderRejectsAndTheReasonIsShown() {
        people.administrator().workflows(Map.of("subscription", "approve"));
        var application = people.bob().application();
        Answer pending = subscribe(application);
        Authorization token = application.token();
        Rest approver = installation.publisher(people.alice()
                .person()
                .token(List.of("apim:subscription_approval_view", "apim:subscription_approval_manage")));
        String reference = reference(approver, application);
        installation
                .admin(people.bob().person().basic())
                .post(
                        "/workflows/update-workflow-status?workflowReferenceId=" + reference,
                        Map.of("status", "APPROVED"))
                .expect(403);
        decide(approver, reference, "REJECTED", "Bronze is enough for a trial");

        Answer shown = people.bob()
                .store()
                .get("/subscriptions/" + pending.text("subscriptionId"))
                .expect(200);
        assertThat(shown.text("status")).isEqualTo("REJECTED");
        assertThat(shown.text("reason")).isEqualTo("Bronze is enough for a trial");
        assertThat(everywhere(401, token)).extracting(Answer::code).containsOnly("900909");
    }

    @Test
    void anApplicationWaitsForItsApprovalToo() {
        people.administrator().workflows(Map.of("application", "approve"));
        Answer created = people.bob()
                .store()
                .post("/applications", Map.of("name", api.name() + "-app", "throttlingPolicy", "Unlimited"))
                .expect(202);
        assertThat(created.text("status")).isEqualTo("CREATED");
        var application = new Subscriber.Application(people.bob(), created.text("applicationId"), created.text("name"));
        people.bob()
                .store()
                .post(
                        "/subscriptions",
                        Map.of("applicationId", application.id(), "apiId", api.id(), "throttlingPolicy", "Gold"))
                .expect(409);

        Rest approver = people.administrator().api();
        decide(approver, reference(approver, application), "APPROVED", "");
        application.subscribe(api, "Unlimited");
        everywhere(200, application.token());
    }

    private Answer subscribe(Subscriber.Application application) {
        return people.bob()
                .store()
                .post(
                        "/subscriptions",
                        Map.of("applicationId", application.id(), "apiId", api.id(), "throttlingPolicy", "Unlimited"))
                .expect(202);
    }

    /** The one open request about the application, found as an approver finds it. */
    private static String reference(Rest approver, Subscriber.Application application) {
        var open = approver.get("/workflows?limit=1000").expect(200).list().stream()
                .filter(workflow ->
                        workflow.at("/properties/applicationName").asString("").equals(application.name()))
                .toList();
        assertThat(open).hasSize(1);
        return open.getFirst().path("referenceId").asString();
    }

    private static void decide(Rest approver, String reference, String status, String reason) {
        approver.post(
                        "/workflows/update-workflow-status?workflowReferenceId=" + reference,
                        Map.of("status", status, "description", reason))
                .expect(200);
    }

    private List<Answer> everywhere(int status, Authorization caller) {
        return installation.gateways().untilEachAnswers(status, api.path("/approved"), caller);
    }
}
