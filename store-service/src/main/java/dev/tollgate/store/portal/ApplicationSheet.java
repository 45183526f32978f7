package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.key.ApiKeys;
import dev.tollgate.store.key.KeyType;
import dev.tollgate.store.key.KeyView;
import dev.tollgate.store.key.Keys;
import dev.tollgate.store.policy.Policies;
import dev.tollgate.store.policy.PolicyLevel;
import dev.tollgate.store.quota.QuotaView;
import dev.tollgate.store.quota.RemainingQuotas;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Gathers what an application's page shows. What another service does not tell now is left out, and said. */
@Component
class ApplicationSheet {

    private static final Logger log = LoggerFactory.getLogger(ApplicationSheet.class);

    private final Applications applications;
    private final OwnSubscriptions own;
    private final Keys keys;
    private final ApiKeys apiKeys;
    private final RemainingQuotas quotas;
    private final Policies policies;

    ApplicationSheet(
            Applications applications,
            OwnSubscriptions own,
            Keys keys,
            ApiKeys apiKeys,
            RemainingQuotas quotas,
            Policies policies) {
        this.applications = applications;
        this.own = own;
        this.keys = keys;
        this.apiKeys = apiKeys;
        this.quotas = quotas;
        this.policies = policies;
    }

    /** Keys of one type: OAuth keys, if there are any, and API keys. */
    record KeyPanel(KeyType type, String title, @Nullable KeyView view, List<ApiKeys.Item> apiKeys) {

        public boolean complete() {
            return view != null && view.consumerKey() != null;
        }
    }

    /** A subscription with the tiers it can move to and what is left of its quota. */
    record SubscriptionLine(
            OwnSubscriptions.Line line,
            List<TierCard> tiers,
            @Nullable QuotaLine quota) {

        /** Whether the tier it has could be chosen today. */
        public boolean choosable() {
            return tiers.stream().anyMatch(tier -> tier.name().equals(line.tier()));
        }
    }

    /** What remains of a limited quota. */
    record QuotaLine(long limit, long remaining, String policy) {

        static @Nullable QuotaLine of(@Nullable QuotaView view) {
            return view == null || view.limit() < 0 || view.remaining() == null
                    ? null
                    : new QuotaLine(view.limit(), Math.max(0, view.remaining()), view.policy());
        }
    }

    /** An application as its page shows it. */
    record Shown(
            String id,
            String name,
            String description,
            String policy,
            String tokenType,
            boolean blocked,
            String waiting,
            @Nullable QuotaLine quota,
            List<SubscriptionLine> subscriptions,
            List<KeyPanel> panels,
            boolean keysKnown) {}

    String show(Caller caller, String applicationId, Model model) {
        Application application = applications.owned(caller, applicationId);
        List<QuotaView> levels = ifPossible(() -> quotas.of(application, false)).orElse(List.of());
        var keysFound = ifPossible(() -> keys.list(caller, applicationId));
        model.addAttribute(
                "app",
                new Shown(
                        application.id().toString(),
                        application.name(),
                        application.description(),
                        application.throttlingPolicy(),
                        application.tokenType().name(),
                        application.blocked(),
                        switch (application.status()) {
                            case CREATED -> "waiting for approval";
                            case APPROVED -> "";
                            case REJECTED -> "rejected";
                        },
                        QuotaLine.of(levels.stream()
                                .filter(level -> level.level().equals("APPLICATION"))
                                .findFirst()
                                .orElse(null)),
                        subscriptions(caller, application, levels),
                        Arrays.stream(KeyType.values())
                                .map(type -> panel(caller, applicationId, type, keysFound.orElse(List.of())))
                                .toList(),
                        keysFound.isPresent()));
        return "store/application";
    }

    private List<SubscriptionLine> subscriptions(Caller caller, Application application, List<QuotaView> levels) {
        Map<String, QuotaView> byApi = levels.stream()
                .filter(level -> level.apiId() != null)
                .collect(Collectors.toMap(level -> String.valueOf(level.apiId()), level -> level, (one, other) -> one));
        List<TierCard> open = policies.all(PolicyLevel.SUBSCRIPTION).stream()
                .filter(policy -> policy.permits(caller.roles()))
                .map(TierCard::of)
                .toList();
        return own.of(application).stream()
                .map(line -> new SubscriptionLine(
                        line,
                        open.stream()
                                .filter(tier -> line.offered().contains(tier.name()))
                                .toList(),
                        QuotaLine.of(byApi.get(line.apiId()))))
                .toList();
    }

    private KeyPanel panel(Caller caller, String applicationId, KeyType type, List<KeyView> views) {
        return new KeyPanel(
                type,
                type == KeyType.PRODUCTION ? "Production keys" : "Sandbox keys",
                views.stream()
                        .filter(view -> view.keyType().equals(type.name()))
                        .findFirst()
                        .orElse(null),
                ifPossible(() -> apiKeys.list(caller, applicationId, type).list())
                        .orElse(List.of()));
    }

    /** The page is worth showing without what another service has to say. */
    private static <T> java.util.Optional<T> ifPossible(Supplier<T> asking) {
        try {
            return java.util.Optional.of(asking.get());
        } catch (StatusRuntimeException notNow) {
            log.warn("a part of an application's page is left out: {}", notNow.getStatus());
            return java.util.Optional.empty();
        } catch (RefusedException refused) {
            if (refused.code().status() == 404) {
                throw refused;
            }
            return java.util.Optional.empty();
        }
    }
}
