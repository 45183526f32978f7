package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.ApplicationParts;
import dev.tollgate.store.application.ApplicationRequest;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.policy.Policies;
import dev.tollgate.store.policy.PolicyLevel;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own applications: list, make, change, delete. */
@Controller
@Hidden
@Scopes({"apim:subscribe", "apim:app_manage"})
@RequestMapping("/store/applications")
class ApplicationPages {

    private static final Map<String, String> LABELS = Map.of(
            "name",
            "The name",
            "description",
            "The description",
            "throttlingPolicy",
            "The quota",
            "tokenType",
            "The kind of token");

    private final Applications applications;
    private final OwnSubscriptions own;
    private final ApplicationParts.SubscriptionCounts counts;
    private final ApplicationSheet sheet;
    private final Policies policies;

    ApplicationPages(
            Applications applications,
            OwnSubscriptions own,
            ApplicationParts.SubscriptionCounts counts,
            ApplicationSheet sheet,
            Policies policies) {
        this.applications = applications;
        this.own = own;
        this.counts = counts;
        this.sheet = sheet;
        this.policies = policies;
    }

    /** An application in the list. */
    record Line(String id, String name, String description, String quota, long subscriptions, boolean blocked) {}

    /** The form's fields as they were filled in; the id is empty for one to be made. */
    record Filled(
            String id, String name, String description, String throttlingPolicy, String tokenType, String revision) {

        public String title() {
            return id.isEmpty() ? "New application" : "Change the application";
        }

        ApplicationRequest request() {
            return new ApplicationRequest(name, throttlingPolicy, description, tokenType, null, null, null);
        }
    }

    @GetMapping
    String list(Caller caller, Model model, @RequestParam(defaultValue = "") String done) {
        model.addAttribute("deleted", done.equals("deleted"));
        List<Application> all = own.applications(caller);
        Map<UUID, Long> subscriptions =
                counts.of(all.stream().map(Application::id).toList());
        model.addAttribute(
                "lines",
                all.stream()
                        .map(application -> new Line(
                                application.id().toString(),
                                application.name(),
                                application.description(),
                                application.throttlingPolicy(),
                                subscriptions.getOrDefault(application.id(), 0L),
                                application.blocked()))
                        .toList());
        return "store/applications";
    }

    @GetMapping("/new")
    String begin(Caller caller, Model model) {
        return form(caller, model, new Filled("", "", "", "", "JWT", ""), FormProblems.NONE);
    }

    @PostMapping
    String create(
            Caller caller,
            Model model,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "") String throttlingPolicy,
            @RequestParam(defaultValue = "JWT") String tokenType) {
        var filled = new Filled("", name, description, throttlingPolicy, tokenType, "");
        try {
            Application made = applications.create(caller, filled.request().draft());
            return "redirect:/store/applications/" + made.id() + "?done=created";
        } catch (RefusedException refused) {
            return again(caller, model, response, filled, refused);
        }
    }

    @GetMapping("/{applicationId}")
    String show(
            Caller caller,
            Model model,
            @PathVariable String applicationId,
            @RequestParam(defaultValue = "") String done) {
        model.addAttribute("done", done);
        return sheet.show(caller, applicationId, model);
    }

    @GetMapping("/{applicationId}/edit")
    String edit(Caller caller, Model model, @PathVariable String applicationId) {
        Application application = applications.owned(caller, applicationId);
        var filled = new Filled(
                application.id().toString(),
                application.name(),
                application.description(),
                application.throttlingPolicy(),
                application.tokenType().name(),
                Long.toString(application.revision()));
        return form(caller, model, filled, FormProblems.NONE);
    }

    /** What others changed since the form was read is not overwritten. */
    @PostMapping("/{applicationId}/edit")
    String change(
            Caller caller,
            Model model,
            HttpServletResponse response,
            @PathVariable String applicationId,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "") String throttlingPolicy,
            @RequestParam(defaultValue = "JWT") String tokenType,
            @RequestParam(defaultValue = "") String revision) {
        Application application = applications.owned(caller, applicationId);
        var filled = new Filled(application.id().toString(), name, description, throttlingPolicy, tokenType, revision);
        var request = new ApplicationRequest(
                name, throttlingPolicy, description, tokenType, null, Map.copyOf(application.attributes()), null);
        try {
            applications.change(
                    caller, applicationId, request.draft(), revision.isEmpty() ? null : "\"" + revision + ".\"");
            return "redirect:/store/applications/" + application.id() + "?done=changed";
        } catch (RefusedException refused) {
            return again(caller, model, response, filled, refused);
        }
    }

    @GetMapping("/{applicationId}/delete")
    String askToDelete(Caller caller, Model model, @PathVariable String applicationId) {
        Application application = applications.owned(caller, applicationId);
        model.addAttribute(
                "question",
                new Question(
                        "Delete " + application.name() + "?",
                        "Its keys, its tokens and its subscriptions end at once, on every gateway. There is no way"
                                + " back.",
                        "Delete",
                        "/store/applications/" + application.id() + "/delete",
                        "/store/applications/" + application.id()));
        return "store/question";
    }

    @PostMapping("/{applicationId}/delete")
    String delete(Caller caller, @PathVariable String applicationId) {
        applications.delete(caller, applicationId, null);
        return "redirect:/store/applications?done=deleted";
    }

    private String again(
            Caller caller, Model model, HttpServletResponse response, Filled filled, RefusedException refused) {
        if (refused.code().status() == 404 || refused.code().status() == 403) {
            throw refused;
        }
        response.setStatus(refused.code().status());
        FormProblems problems = refused.code().status() == 409
                ? FormProblems.NONE.with("name", refused.description())
                : FormProblems.of(refused, LABELS);
        return form(caller, model, filled, problems);
    }

    private String form(Caller caller, Model model, Filled filled, FormProblems problems) {
        model.addAttribute("filled", filled);
        model.addAttribute("problems", problems);
        model.addAttribute(
                "quotas",
                policies.all(PolicyLevel.APPLICATION).stream()
                        .filter(policy -> policy.permits(caller.roles()))
                        .map(TierCard::of)
                        .toList());
        return "store/application-form";
    }
}
