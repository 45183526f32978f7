package dev.tollgate.store.subscription;

import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.ApplicationItem;
import dev.tollgate.store.application.ApplicationParts;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.catalogue.ApiItem;
import dev.tollgate.store.catalogue.Catalogue;
import dev.tollgate.store.catalogue.PublishedApi;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Joins subscriptions with their APIs and applications: three queries, however many there are. */
@Service
class SubscriptionViews implements ApplicationParts.SubscriptionCounts {

    private final SubscriptionRepository repository;
    private final Applications applications;
    private final Catalogue catalogue;

    SubscriptionViews(SubscriptionRepository repository, Applications applications, Catalogue catalogue) {
        this.repository = repository;
        this.applications = applications;
        this.catalogue = catalogue;
    }

    @Override
    @Transactional(readOnly = true)
    public Map<UUID, Long> of(Collection<UUID> applicationIds) {
        return applicationIds.isEmpty()
                ? Map.of()
                : repository.count(applicationIds).stream()
                        .collect(Collectors.toMap(
                                SubscriptionRepository.Count::applicationId,
                                SubscriptionRepository.Count::subscriptions));
    }

    List<SubscriptionView> of(List<Subscription> subscriptions) {
        Set<UUID> applicationIds =
                subscriptions.stream().map(Subscription::applicationId).collect(Collectors.toSet());
        Map<UUID, PublishedApi> apis =
                catalogue.byIds(subscriptions.stream().map(Subscription::apiId).collect(Collectors.toSet()));
        Map<UUID, Application> owners = applications.byIds(applicationIds);
        Map<UUID, Long> counts = of(applicationIds);
        return subscriptions.stream()
                .map(subscription -> {
                    PublishedApi api = apis.get(subscription.apiId());
                    Application application = owners.get(subscription.applicationId());
                    return SubscriptionView.of(
                            subscription,
                            api == null ? null : ApiItem.of(api),
                            application == null
                                    ? null
                                    : ApplicationItem.of(application, counts.getOrDefault(application.id(), 0L)));
                })
                .toList();
    }
}
