package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.store.subscription.Subscription;
import dev.tollgate.store.subscription.SubscriptionRequest;
import dev.tollgate.store.subscription.Subscriptions;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Another tier, or none any more. */
@Controller
@Hidden
@Scopes({"apim:subscribe", "apim:sub_manage"})
@RequestMapping("/store/subscriptions/{subscriptionId}")
class SubscriptionPages {

    private final Subscriptions subscriptions;

    SubscriptionPages(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @PostMapping("/tier")
    String changeTier(
            Caller caller, @PathVariable String subscriptionId, @RequestParam(defaultValue = "") String tier) {
        Subscription changed = subscriptions.changeTier(
                caller, subscriptionId, new SubscriptionRequest(null, null, tier, null, null), null);
        return "redirect:/store/applications/" + changed.applicationId() + "?done=tier-changed";
    }

    @GetMapping("/leave")
    String askToLeave(Caller caller, Model model, @PathVariable String subscriptionId) {
        Subscription subscription = subscriptions.owned(caller, subscriptionId);
        model.addAttribute(
                "question",
                new Question(
                        "Unsubscribe?",
                        "Calls of this application to the API are refused at once, on every gateway. You can subscribe"
                                + " again.",
                        "Unsubscribe",
                        "/store/subscriptions/" + subscription.id() + "/leave",
                        "/store/applications/" + subscription.applicationId()));
        return "store/question";
    }

    @PostMapping("/leave")
    String leave(Caller caller, @PathVariable String subscriptionId) {
        Subscription subscription = subscriptions.owned(caller, subscriptionId);
        subscriptions.unsubscribe(caller, subscriptionId, null);
        return "redirect:/store/applications/" + subscription.applicationId() + "?done=unsubscribed";
    }
}
