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
import dev.tollgate.store.workflow.Workflow;
import dev.tollgate.store.workflow.WorkflowDecided;
import dev.tollgate.store.workflow.WorkflowKind;
import dev.tollgate.store.workflow.Workflows;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final Workflows workflows;
    private final Outbox outbox;
    private final InstantSource clock;

    Subscriptions(
            SubscriptionRepository repository,
            Applications applications,
            Catalogue catalogue,
            Policies policies,
            Workflows workflows,
            Outbox outbox,
            InstantSource clock) {
        this.repository = repository;
        this.applications = applications;
        this.catalogue = catalogue;
        this.policies = policies;
        this.workflows = workflows;
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
        repository
                .findByApplicationIdAndApiId(application.id(), api.id())
                .filter(former -> former.state() == SubscriptionStatus.REJECTED)
                .ifPresent(this::remove);
        boolean onHold = workflows.wantsApproval(WorkflowKind.SUBSCRIPTION_CREATION);
        Subscription stored = store(new Subscription(
                UUID.randomUUID(),
                application.id(),
                api.id(),
                tier,
                onHold ? SubscriptionStatus.ON_HOLD : SubscriptionStatus.UNBLOCKED,
                now()));
        if (onHold) {
            askApprover(WorkflowKind.SUBSCRIPTION_CREATION, stored, caller, api, application, tier);
        }
        return stored;
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
        if (!workflows.wantsApproval(WorkflowKind.SUBSCRIPTION_UPDATE)) {
            subscription.moveTo(tier, now());
            return store(subscription);
        }
        if (subscription.state() != SubscriptionStatus.UNBLOCKED) {
            throw new RefusedException(
                    StoreError.SUBSCRIPTION_IN_WRONG_STATE,
                    "The subscription is " + subscription.state() + "; its tier can change when it is not blocked.");
        }
        subscription.askFor(tier, now());
        Subscription stored = store(subscription);
        Application application =
                applications.owned(caller, stored.applicationId().toString());
        askApprover(WorkflowKind.SUBSCRIPTION_UPDATE, stored, caller, api, application, tier);
        return stored;
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
        if (subscription.state() == SubscriptionStatus.TIER_UPDATE_PENDING) {
            workflows.withdraw(subscription.id()); // calls pass meanwhile, so a block must not have to wait
        } else {
            requireSettled(subscription);
        }
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
    void decide(WorkflowDecided event) {
        Workflow workflow = event.workflow();
        if (workflow.kind() == WorkflowKind.SUBSCRIPTION_CREATION
                || workflow.kind() == WorkflowKind.SUBSCRIPTION_UPDATE) {
            repository
                    .findById(workflow.subjectId())
                    .filter(Subscription::waiting)
                    .ifPresent(subscription -> {
                        subscription.decide(workflow.approved(), workflow.reason(), now());
                        store(subscription);
                    });
        }
    }

    /** The subscription that a decision was about, for a provider of its API. */
    @Transactional
    Subscription decide(String workflowId, UUID apiId, boolean approved, String reason, String actor) {
        Workflow decided = workflows.decide(workflowId, apiId, approved, reason, actor);
        return ofApi(decided.subjectId(), apiId);
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
        workflows.withdraw(subscription.id());
        repository.delete(subscription);
        repository.flush();
        outbox.record("subscription/" + subscription.id());
    }

    private void askApprover(
            WorkflowKind kind,
            Subscription subscription,
            Caller caller,
            PublishedApi api,
            Application application,
            String tier) {
        String what = kind == WorkflowKind.SUBSCRIPTION_CREATION ? "subscription creation" : "subscription update";
        workflows.open(new Workflows.Request(
                kind,
                subscription.id(),
                api.id(),
                Applications.owner(caller),
                "Approve API " + api.name() + " - " + api.version() + " " + what + " request from subscriber - "
                        + application.owner() + " for the application - " + application.name(),
                Map.of(
                        "subscriptionId", subscription.id().toString(),
                        "apiName", api.name(),
                        "apiVersion", api.version(),
                        "applicationName", application.name(),
                        "subscriber", application.owner(),
                        "currentTier", subscription.throttlingPolicy(),
                        "requestedTier", tier)));
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
