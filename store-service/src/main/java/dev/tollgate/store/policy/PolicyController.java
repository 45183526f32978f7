package dev.tollgate.store.policy;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.request.Field;
import dev.tollgate.store.request.ResourceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The policies that applications and subscriptions choose from. */
@RestController
@RequestMapping("/api/am/devportal/v3/throttling-policies")
class PolicyController {

    private final Policies policies;

    PolicyController(Policies policies) {
        this.policies = policies;
    }

    @Anyone
    @GetMapping("/{policyLevel}")
    Listing<ThrottlingPolicyView> list(
            @PathVariable String policyLevel,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        List<Policy> all = policies.all(Field.oneOf("policyLevel", policyLevel, PolicyLevel.class, null));
        List<ThrottlingPolicyView> shown = all.stream()
                .skip(page.offset())
                .limit(page.limit())
                .map(ThrottlingPolicyView::of)
                .toList();
        return Listing.of(shown, page, all.size(), "/throttling-policies/" + policyLevel, Map.of());
    }

    @Anyone
    @GetMapping("/{policyLevel}/{policyId}")
    ThrottlingPolicyView policy(@PathVariable String policyLevel, @PathVariable String policyId) {
        return policies.find(Field.oneOf("policyLevel", policyLevel, PolicyLevel.class, null), policyId)
                .map(ThrottlingPolicyView::of)
                .orElseThrow(() -> ResourceId.absent("throttling policy"));
    }
}
