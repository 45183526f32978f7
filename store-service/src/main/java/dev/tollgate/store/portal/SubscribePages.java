package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.catalogue.PublishedApi;
import dev.tollgate.store.catalogue.Viewer;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** From an API to a line that calls it, in one form. */
@Controller
@Hidden
@Scopes({"apim:subscribe", "apim:sub_manage"})
@RequestMapping("/store/apis/{apiId}/subscribe")
class SubscribePages {

    static final String NEW = "new";

    private static final Map<String, String> LABELS =
            Map.of("name", "The name", "throttlingPolicy", "The tier", "applicationId", "The application");

    private final ApiSheet sheet;
    private final OwnSubscriptions own;
    private final SubscribeAndCall subscribeAndCall;

    SubscribePages(ApiSheet sheet, OwnSubscriptions own, SubscribeAndCall subscribeAndCall) {
        this.sheet = sheet;
        this.own = own;
        this.subscribeAndCall = subscribeAndCall;
    }

    /** An application to choose; one that is subscribed already cannot be. */
    record Choice(String id, String name, boolean subscribed) {}

    /** The form's fields as they were filled in. */
    record Filled(String application, String name, String throttlingPolicy) {}

    @GetMapping
    String form(
            Caller caller,
            Model model,
            @PathVariable String apiId,
            @RequestParam(defaultValue = "") String application,
            @RequestParam(defaultValue = "") String tier) {
        return show(caller, model, apiId, new Filled(application, "", tier), FormProblems.NONE);
    }

    @PostMapping
    String subscribe(
            Caller caller,
            Model model,
            HttpServletResponse response,
            @PathVariable String apiId,
            @RequestParam(defaultValue = "") String application,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String throttlingPolicy) {
        var filled = new Filled(application, name, throttlingPolicy);
        if (throttlingPolicy.isBlank()) {
            return again(
                    caller,
                    model,
                    response,
                    apiId,
                    filled,
                    FormProblems.NONE.with("throttlingPolicy", "Choose a tier."));
        }
        if (application.isBlank()) {
            return again(
                    caller,
                    model,
                    response,
                    apiId,
                    filled,
                    FormProblems.NONE.with("applicationId", "Choose an application."));
        }
        PublishedApi api = sheet.visible(Viewer.of(caller), apiId);
        try {
            model.addAttribute(
                    "result",
                    application.equals(NEW)
                            ? subscribeAndCall.withNewApplication(caller, api, name, throttlingPolicy)
                            : subscribeAndCall.with(caller, api, application, throttlingPolicy));
            model.addAttribute("sheet", sheet.of(Viewer.of(caller), api));
            return "store/subscribed";
        } catch (RefusedException refused) {
            if (refused.code().status() == 404 || refused.code().status() == 403) {
                throw refused;
            }
            boolean nameTaken = refused.code().status() == 409 && application.equals(NEW);
            response.setStatus(refused.code().status());
            return show(
                    caller,
                    model,
                    apiId,
                    filled,
                    nameTaken
                            ? FormProblems.NONE.with("name", refused.description())
                            : refused.code().status() == 409
                                    ? FormProblems.NONE.with("applicationId", refused.description())
                                    : FormProblems.of(refused, LABELS));
        }
    }

    private String again(
            Caller caller,
            Model model,
            HttpServletResponse response,
            String apiId,
            Filled filled,
            FormProblems problems) {
        response.setStatus(400);
        return show(caller, model, apiId, filled, problems);
    }

    private String show(Caller caller, Model model, String apiId, Filled filled, FormProblems problems) {
        Viewer viewer = Viewer.of(caller);
        PublishedApi api = sheet.visible(viewer, apiId);
        List<String> subscribed = own.to(caller, api).stream()
                .map(OwnSubscriptions.Subscriber::applicationId)
                .toList();
        List<Choice> choices = own.applications(caller).stream()
                .map(application -> new Choice(
                        application.id().toString(),
                        application.name(),
                        subscribed.contains(application.id().toString())))
                .toList();
        String free = choices.stream()
                .filter(choice -> !choice.subscribed())
                .map(Choice::id)
                .findFirst()
                .orElse(NEW);
        List<TierCard> tiers = sheet.tiers(viewer, api);
        model.addAttribute("card", ApiCard.of(api));
        model.addAttribute("tiers", tiers);
        model.addAttribute("choices", choices);
        model.addAttribute("problems", problems);
        model.addAttribute(
                "filled",
                new Filled(
                        filled.application().isEmpty() ? free : filled.application(),
                        filled.name().isEmpty() && problems.none() ? api.name() + " app" : filled.name(),
                        filled.throttlingPolicy().isEmpty() && !tiers.isEmpty()
                                ? tiers.getFirst().name()
                                : filled.throttlingPolicy()));
        model.addAttribute("open", api.takesSubscriptions() && !tiers.isEmpty());
        return "store/subscribe";
    }
}
