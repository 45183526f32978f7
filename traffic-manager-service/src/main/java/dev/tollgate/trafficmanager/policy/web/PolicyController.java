package dev.tollgate.trafficmanager.policy.web;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.trafficmanager.policy.PolicyCatalogue;
import dev.tollgate.trafficmanager.policy.PolicyLevel;
import dev.tollgate.trafficmanager.policy.ThrottlingPolicy;
import dev.tollgate.trafficmanager.policy.web.PolicyJson.ListJson;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** WSO2's four families of policies, which differ in their fields only. */
@RestController
@RequestMapping(PolicyController.PATH)
class PolicyController {

    static final String PATH = "/api/am/admin/v4/throttling/policies";
    private static final String FAMILY = "/{family:application|subscription|advanced|custom}";

    private final PolicyCatalogue policies;

    PolicyController(PolicyCatalogue policies) {
        this.policies = policies;
    }

    @GetMapping(FAMILY)
    @Scopes({"apim:admin", "apim:tier_view", "apim:admin_tier_view"})
    ListJson list(@PathVariable String family) {
        List<PolicyJson> list =
                policies.list(level(family)).stream().map(PolicyWriter::write).toList();
        return new ListJson(list.size(), list);
    }

    @PostMapping(FAMILY)
    @Scopes({"apim:admin", "apim:tier_manage", "apim:admin_tier_manage"})
    ResponseEntity<PolicyJson> create(@PathVariable String family, @RequestBody PolicyJson body) {
        ThrottlingPolicy policy = PolicyReader.read(level(family), UUID.randomUUID(), body);
        policies.create(policy);
        return ResponseEntity.created(URI.create(PATH + "/" + family + "/" + policy.id()))
                .body(PolicyWriter.write(policy));
    }

    @GetMapping(FAMILY + "/{policyId}")
    @Scopes({"apim:admin", "apim:tier_view", "apim:admin_tier_view"})
    PolicyJson get(@PathVariable String family, @PathVariable String policyId) {
        return PolicyWriter.write(policies.get(level(family), id(policyId)));
    }

    @PutMapping(FAMILY + "/{policyId}")
    @Scopes({"apim:admin", "apim:tier_manage", "apim:admin_tier_manage"})
    PolicyJson replace(@PathVariable String family, @PathVariable String policyId, @RequestBody PolicyJson body) {
        ThrottlingPolicy known = policies.get(level(family), id(policyId));
        ThrottlingPolicy policy = PolicyReader.read(known.level(), known.id(), body);
        if (!policy.name().equals(known.name())) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "policyName cannot be changed from " + known.name()
                            + ": applications, subscriptions and APIs refer to it.");
        }
        policies.replace(policy);
        return PolicyWriter.write(policy);
    }

    @DeleteMapping(FAMILY + "/{policyId}")
    @Scopes({"apim:admin", "apim:tier_manage", "apim:admin_tier_manage", "apim:policies_import_export"})
    void delete(@PathVariable String family, @PathVariable String policyId) {
        policies.delete(level(family), id(policyId));
    }

    private static PolicyLevel level(String family) {
        return PolicyLevel.valueOf(family.toUpperCase(Locale.ROOT));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw new RefusedException(CommonError.NOT_FOUND, "There is no policy with that id.");
        }
    }
}
