package dev.tollgate.publisher.policy;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/am/publisher/v4/throttling-policies")
@Scopes({"apim:api_view", "apim:tier_view", "apim:tier_manage"})
class ThrottlingPolicyController {

    private final ThrottlingPolicies policies;

    ThrottlingPolicyController(ThrottlingPolicies policies) {
        this.policies = policies;
    }

    @GetMapping("/{policyLevel}")
    Listing<ThrottlingPolicy> list(
            @PathVariable String policyLevel,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        List<ThrottlingPolicy> all = policies.list(level(policyLevel));
        List<ThrottlingPolicy> items =
                all.stream().skip(page.offset()).limit(page.limit()).toList();
        return Listing.of(items, page, all.size(), "/throttling-policies/" + policyLevel, Map.of());
    }

    @GetMapping("/{policyLevel}/{policyName}")
    ThrottlingPolicy find(@PathVariable String policyLevel, @PathVariable String policyName) {
        return policies.find(level(policyLevel), policyName)
                .orElseThrow(() -> new RefusedException(CommonError.NOT_FOUND, "This level has no such policy."));
    }

    private static PolicyLevel level(String text) {
        return PolicyLevel.of(text)
                .orElseThrow(() ->
                        new RefusedException(CommonError.BAD_REQUEST, "policyLevel must be api or subscription."));
    }
}
