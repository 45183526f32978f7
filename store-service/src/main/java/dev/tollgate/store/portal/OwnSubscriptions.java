package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.ApplicationListing;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.catalogue.Catalogue;
import dev.tollgate.store.catalogue.PublishedApi;
import dev.tollgate.store.subscription.Subscription;
import dev.tollgate.store.subscription.SubscriptionListing;
import dev.tollgate.store.subscription.Subscriptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The visitor's applications and what they are subscribed to. */
@Component
class OwnSubscriptions {

    private static final Page ALL = new Page(Page.MAX_LIMIT, 0);

    private final Applications applications;
    private final ApplicationListing listing;
    private final Subscriptions subscriptions;
    private final SubscriptionListing subscriptionListing;
    private final Catalogue catalogue;

    OwnSubscriptions(
            Applications applications,
            ApplicationListing listing,
            Subscriptions subscriptions,
            SubscriptionListing subscriptionListing,
            Catalogue catalogue) {
        this.applications = applications;
        this.listing = listing;
        this.subscriptions = subscriptions;
        this.subscriptionListing = subscriptionListing;
        this.catalogue = catalogue;
    }

    /** An application that is subscribed to the API that is looked at. */
    record Subscriber(String applicationId, String applicationName, String tier, String state) {}

    /** A subscription as its application's page shows it; an API that is gone leaves its id. */
    record Line(
            String id,
            String apiId,
            String apiName,
            String apiVersion,
            boolean apiThere,
            String tier,
            String state,
            List<String> offered) {}

    List<Application> applications(Caller caller) {
        return caller.userName().isEmpty()
                ? List.of()
                : listing.page(
                                Applications.owner(caller),
                                "",
                                ALL,
                                ApplicationListing.Order.NAME,
                                ApplicationListing.Direction.ASC)
                        .applications();
    }

    List<Subscriber> to(Caller caller, PublishedApi api) {
        if (caller.userName().isEmpty()) {
            return List.of();
        }
        List<Subscription> found = subscriptionListing
                .page(Applications.owner(caller), null, api.id(), ALL)
                .subscriptions();
        Map<UUID, Application> owners = applications.byIds(
                found.stream().map(Subscription::applicationId).toList());
        return found.stream()
                .map(subscription -> new Subscriber(
                        subscription.applicationId().toString(),
                        Objects.requireNonNull(owners.get(subscription.applicationId()))
                                .name(),
                        subscription.throttlingPolicy(),
                        state(subscription)))
                .toList();
    }

    List<Line> of(Application application) {
        List<Subscription> all = subscriptions.ofApplication(application.id());
        Map<UUID, PublishedApi> apis =
                catalogue.byIds(all.stream().map(Subscription::apiId).toList());
        return all.stream()
                .map(subscription -> {
                    PublishedApi api = apis.get(subscription.apiId());
                    return new Line(
                            subscription.id().toString(),
                            subscription.apiId().toString(),
                            api == null ? subscription.apiId().toString() : api.name(),
                            api == null ? "" : api.version(),
                            api != null,
                            subscription.throttlingPolicy(),
                            state(subscription),
                            api == null ? List.of() : api.tiers());
                })
                .sorted(java.util.Comparator.comparing(Line::apiName).thenComparing(Line::apiVersion))
                .toList();
    }

    /** A state in words. */
    static String state(Subscription subscription) {
        return switch (subscription.state()) {
            case UNBLOCKED -> "active";
            case BLOCKED -> "blocked by the provider";
            case PROD_ONLY_BLOCKED -> "production blocked by the provider";
            case ON_HOLD -> "waiting for approval";
            case REJECTED -> "rejected";
            case TIER_UPDATE_PENDING -> "tier change waiting for approval";
            case DELETE_PENDING -> "removal waiting for approval";
        };
    }
}
