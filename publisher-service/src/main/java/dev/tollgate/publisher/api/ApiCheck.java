package dev.tollgate.publisher.api;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.backend.BackendNetworks;
import dev.tollgate.publisher.backend.Backends;
import dev.tollgate.publisher.category.Categories;
import dev.tollgate.publisher.definition.Operation;
import dev.tollgate.publisher.policy.PolicyLevel;
import dev.tollgate.publisher.policy.ThrottlingPolicies;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** From a request's body to a document that may be stored, or a refusal that names the field. Takes no lock, changes nothing. */
@Service
@EnableConfigurationProperties(ApiProperties.class)
class ApiCheck {

    private final ThrottlingPolicies policies;
    private final Categories categories;
    private final BackendNetworks networks;
    private final List<String> defaultTiers;

    ApiCheck(ThrottlingPolicies policies, Categories categories, BackendNetworks networks, ApiProperties properties) {
        this.policies = policies;
        this.categories = categories;
        this.networks = networks;
        this.defaultTiers = properties.defaultTiers();
    }

    ApiDocument filled(ObjectNode request) {
        return ApiDefaults.fill(request, request.hasNonNull("policies") ? List.of() : tiers());
    }

    private List<String> tiers() {
        Set<String> unknown = policies.unknown(PolicyLevel.SUBSCRIPTION, defaultTiers);
        return defaultTiers.stream().filter(tier -> !unknown.contains(tier)).toList();
    }

    void check(ApiDocument api) {
        ApiRules.check(api);
        exist(PolicyLevel.SUBSCRIPTION, api.texts(ApiField.POLICIES), ApiField.POLICIES);
        if (api.has(ApiField.API_THROTTLING_POLICY)) {
            exist(PolicyLevel.API, List.of(api.text(ApiField.API_THROTTLING_POLICY)), ApiField.API_THROTTLING_POLICY);
        }
        exist(
                PolicyLevel.API,
                api.operations().stream()
                        .map(Operation::throttlingPolicy)
                        .distinct()
                        .toList(),
                ApiField.OPERATIONS);
        Set<String> unknown = categories.unknown(api.texts(ApiField.CATEGORIES));
        if (!unknown.isEmpty()) {
            throw ApiRules.bad(
                    ApiField.CATEGORIES,
                    "there is no category '" + ApiRules.shown(unknown.iterator().next()) + "'");
        }
        networks.check(api.backends());
    }

    /** Whether a document's own server may be taken as the backend. */
    boolean usable(String url) {
        try {
            networks.check(new Backends(new Backends.Group(Backends.Selection.SINGLE, List.of(url), 0), null));
            return true;
        } catch (RefusedException refused) {
            return false;
        }
    }

    private void exist(PolicyLevel level, List<String> names, ApiField field) {
        var asked = new HashSet<>(names);
        if (level == PolicyLevel.API) {
            asked.remove(Operation.UNLIMITED);
        }
        Set<String> unknown = policies.unknown(level, asked);
        if (!unknown.isEmpty()) {
            throw ApiRules.bad(
                    field,
                    "there is no throttling policy '"
                            + ApiRules.shown(unknown.iterator().next()) + "'");
        }
    }
}
