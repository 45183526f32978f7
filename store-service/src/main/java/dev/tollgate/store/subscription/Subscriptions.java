package dev.tollgate.store.subscription;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.outbox.Outbox;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.ApplicationDeleted;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.catalogue.Catalogue;
import dev.tollgate.store.catalogue.PublishedApi;
import dev.tollgate.store.catalogue.Viewer;
import dev.tollgate.store.policy.Policies;
import dev.tollgate.store.policy.PolicyLevel;
import dev.tollgate.store.request.EntityTag;
import dev.tollgate.store.request.Field;
import dev.tollgate.store.request.ResourceId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Subscribers subscribe, change tier and leave. The event is in the transaction: gateways follow by the key feed. */
@Service
public class Subscriptions {

    private final SubscriptionRepository repository;
    private final Applications applications;
    private final Catalogue catalogue;
    private final Policies policies;
    private final Outbox outbox;
    private final InstantSource clock;

    Subscriptions(
            SubscriptionRepository repository,
            Applications applications,
            Catalogue catalogue,
            Policies policies,
            Outbox outbox,
            InstantSource clock) {
        this.repository = repository;
        this.applications = applications;
        this.catalogue = catalogue;
        this.policies = policies;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Subscription> ofApplication(UUID applicationId) {
        return repository.findByApplicationId(applicationId);
    }

    @Transactional(readOnly = true)
    public Subscription owned(Caller caller, String id) {
        return ResourceId.parse(id)
                .flatMap(parsed -> repository.findOwned(parsed, Applications.owner(caller)))
                .orElseThrow(() -> ResourceId.absent("subscription"));
    }

    @Transactional
    public Subscription subscribe(Caller caller, SubscriptionRequest request) {
        Application application = applications.ownedAndHeld(caller, request.application());
        PublishedApi api = catalogue.find(request.api(), Viewer.of(caller)).orElseThrow(() -> ResourceId.absent("API"));
        if (!api.takesSubscriptions()) {
            throw new RefusedException(StoreError.NOT_OPEN_FOR_SUBSCRIPTION, "This API is not published any more.");
        }
        String tier = request.tier();
        requireOffered(caller, api, tier);
        var subscription = new Subscription(UUID.randomUUID(), application.id(), api.id(), tier, now());
        return store(subscription);
    }

    /** All or nothing: one that is refused refuses them all. */
    @Transactional
    List<Subscription> subscribeAll(Caller caller, List<SubscriptionRequest> requests) {
        var subscriptions = new ArrayList<Subscription>();
        for (SubscriptionRequest request : requests) {
            subscriptions.add(subscribe(caller, request));
        }
        return subscriptions;
    }

    @Transactional
    public Subscription changeTier(Caller caller, String id, SubscriptionRequest request, @Nullable String ifMatch) {
        Subscription subscription = owned(caller, id);
        EntityTag.require(ifMatch, subscription.revision());
        requireSame(
                "applicationId",
                request.applicationId(),
                subscription.applicationId().toString());
        requireSame("apiId", request.apiId(), subscription.apiId().toString());
        requireSame("status", request.status(), subscription.state().name());
        requireSettled(subscription);
        String tier = request.wantedTier();
        if (tier.equals(subscription.throttlingPolicy())) {
            return subscription;
        }
        PublishedApi api =
                catalogue.find(subscription.apiId(), Viewer.of(caller)).orElseThrow(() -> ResourceId.absent("API"));
        requireOffered(caller, api, tier);
        subscription.moveTo(tier, now());
        return store(subscription);
    }

    @Transactional
    public void unsubscribe(Caller caller, String id, @Nullable String ifMatch) {
        Subscription subscription = owned(caller, id);
        EntityTag.require(ifMatch, subscription.revision());
        remove(subscription);
    }

    /** The provider's block; the caller answers for the provider's right. */
    @Transactional
    Subscription block(UUID id, UUID apiId, SubscriptionStatus blocking) {
        Subscription subscription = ofApi(id, apiId);
        requireSettled(subscription);
        subscription.block(blocking, now());
        return store(subscription);
    }

    /** The provider's change of plan; any policy there is. */
    @Transactional
    Subscription changePlan(UUID id, UUID apiId, String tier) {
        Subscription subscription = ofApi(id, apiId);
        requireSettled(subscription);
        if (policies.find(PolicyLevel.SUBSCRIPTION, tier).isEmpty()) {
            throw new RefusedException(StoreError.POLICY_UNKNOWN, "There is no subscription policy of this name.");
        }
        subscription.moveTo(tier, now());
        return store(subscription);
    }

    @EventListener
    void leaveAll(ApplicationDeleted event) {
        repository.findByApplicationId(event.applicationId()).forEach(this::remove);
    }

    private Subscription ofApi(UUID id, UUID apiId) {
        return repository.findByIdAndApiId(id, apiId).orElseThrow(() -> ResourceId.absent("subscription"));
    }

    private Subscription store(Subscription subscription) {
        try {
            Subscription stored = repository.saveAndFlush(subscription);
            outbox.record("subscription/" + stored.id());
            return stored;
        } catch (DataIntegrityViolationException refused) {
            String message = String.valueOf(refused.getMessage());
            if (message.contains("one_subscription_of_application_and_api")) {
                throw new RefusedException(
                        StoreError.ALREADY_SUBSCRIBED, "This application is subscribed to this API already.");
            }
            throw refused;
        }
    }

    private void remove(Subscription subscription) {
        repository.delete(subscription);
        repository.flush();
        outbox.record("subscription/" + subscription.id());
    }

    private void requireOffered(Caller caller, PublishedApi api, String tier) {
        boolean open = api.offers(tier)
                && policies.find(PolicyLevel.SUBSCRIPTION, tier)
                        .filter(policy -> policy.permits(caller.roles()))
                        .isPresent();
        if (!open) {
            throw new RefusedException(
                    StoreError.TIER_NOT_OFFERED, "throttlingPolicy: this API does not offer you this tier.");
        }
    }

    private static void requireSettled(Subscription subscription) {
        if (!subscription.settled()) {
            throw new RefusedException(
                    StoreError.SUBSCRIPTION_IN_WRONG_STATE, "The subscription is " + subscription.state() + ".");
        }
    }

    private static void requireSame(String field, @Nullable String sent, String present) {
        if (sent != null && !sent.equalsIgnoreCase(present)) {
            throw Field.refuse(field + " of a subscription cannot be changed; only its tier can.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
