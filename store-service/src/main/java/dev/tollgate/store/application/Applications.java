package dev.tollgate.store.application;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.outbox.Outbox;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.policy.Policies;
import dev.tollgate.store.policy.Policy;
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
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Owners and their applications. Another's application is as absent as one that never was. */
@Service
public class Applications {

    private final ApplicationRepository repository;
    private final KnownUsers users;
    private final Policies policies;
    private final Workflows workflows;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Applications(
            ApplicationRepository repository,
            KnownUsers users,
            Policies policies,
            Workflows workflows,
            Outbox outbox,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.repository = repository;
        this.users = users;
        this.policies = policies;
        this.workflows = workflows;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /** The caller's application of this id, or a 404 that says nothing about others'. */
    @Transactional(readOnly = true)
    public Application owned(Caller caller, String id) {
        return ResourceId.parse(id)
                .flatMap(parsed -> repository.findByIdAndOwner(parsed, owner(caller)))
                .orElseThrow(() -> ResourceId.absent("application"));
    }

    /**
     * The same for whoever adds something to it: held until the transaction ends so that nobody deletes it meanwhile, and refused
     * until it is approved.
     */
    @Transactional
    public Application ownedAndHeld(Caller caller, String id) {
        Application application = ResourceId.parse(id)
                .flatMap(parsed -> repository.findAndHold(parsed, owner(caller)))
                .orElseThrow(() -> ResourceId.absent("application"));
        if (application.status() != ApplicationStatus.APPROVED) {
            throw new RefusedException(
                    StoreError.APPLICATION_NOT_APPROVED,
                    application.status() == ApplicationStatus.CREATED
                            ? "The application waits for its approval."
                            : "The application was rejected.");
        }
        return application;
    }

    /** By id, for things whose owner was checked already. */
    @Transactional(readOnly = true)
    public Map<UUID, Application> byIds(Collection<UUID> ids) {
        return repository.findByIdIn(ids).stream().collect(Collectors.toMap(Application::id, Function.identity()));
    }

    @Transactional
    public Application create(Caller caller, ApplicationDraft draft) {
        requirePolicy(caller, draft.throttlingPolicy());
        boolean waits = workflows.wantsApproval(WorkflowKind.APPLICATION_CREATION);
        Application stored = store(new Application(
                UUID.randomUUID(),
                owner(caller),
                draft,
                waits ? ApplicationStatus.CREATED : ApplicationStatus.APPROVED,
                now()));
        if (waits) {
            workflows.open(new Workflows.Request(
                    WorkflowKind.APPLICATION_CREATION,
                    stored.id(),
                    null,
                    stored.owner(),
                    "Approve application " + stored.name() + " creation request from application creator - "
                            + stored.owner() + " with throttling tier - " + stored.throttlingPolicy(),
                    Map.of(
                            "applicationName", stored.name(),
                            "userName", stored.owner(),
                            "applicationTier", stored.throttlingPolicy())));
        }
        return stored;
    }

    @Transactional
    public Application change(Caller caller, String id, ApplicationDraft draft, @Nullable String ifMatch) {
        Application application = owned(caller, id);
        EntityTag.require(ifMatch, application.revision());
        if (!draft.throttlingPolicy().equals(application.throttlingPolicy())) {
            requirePolicy(caller, draft.throttlingPolicy());
        }
        TokenType before = application.tokenType();
        application.revise(draft, now());
        Application stored = store(application);
        if (before != draft.tokenType()) {
            events.publishEvent(new ApplicationTokenTypeChanged(stored.id(), draft.tokenType()));
        }
        return stored;
    }

    @Transactional
    public void delete(Caller caller, String id, @Nullable String ifMatch) {
        Application application = ResourceId.parse(id)
                .flatMap(parsed -> repository.findAndSeal(parsed, owner(caller)))
                .orElseThrow(() -> ResourceId.absent("application"));
        EntityTag.require(ifMatch, application.revision());
        remove(application);
    }

    private void remove(Application application) {
        workflows.withdraw(application.id());
        events.publishEvent(new ApplicationDeleted(application.id()));
        repository.delete(application);
        repository.flush();
        outbox.record("application/" + application.id());
    }

    @EventListener
    void decide(WorkflowDecided event) {
        Workflow workflow = event.workflow();
        if (workflow.kind() == WorkflowKind.APPLICATION_CREATION) {
            repository
                    .findAndSeal(workflow.subjectId())
                    .filter(application -> application.status() == ApplicationStatus.CREATED)
                    .ifPresent(application -> {
                        application.decide(workflow.approved(), workflow.reason(), now());
                        store(application);
                    });
        }
    }

    /** Anybody's application, for administrators. */
    @Transactional(readOnly = true)
    Application anyones(String id) {
        return ResourceId.parse(id).flatMap(repository::findById).orElseThrow(() -> ResourceId.absent("application"));
    }

    @Transactional
    void deleteAnyones(String id) {
        remove(sealed(id));
    }

    /** While it is blocked no call passes by any of its keys, whatever the state of its subscriptions. */
    @Transactional
    Application block(String id, boolean blocking) {
        Application application = sealed(id);
        if (application.blocked() == blocking) {
            return application;
        }
        application.block(blocking, now());
        return store(application);
    }

    /**
     * Gives an application away, or other tokens; keys, subscriptions and counters stay.
     *
     * @param newOwner null: as it is
     * @param tokenType null: as it is
     */
    @Transactional
    Application settle(String id, @Nullable String newOwner, @Nullable TokenType tokenType) {
        Application application = sealed(id);
        String owner = newOwner == null
                ? application.owner()
                : users.active(newOwner)
                        .orElseThrow(() -> Field.refuse("owner: there is no active user of this name."));
        TokenType tokens = tokenType == null ? application.tokenType() : tokenType;
        boolean handedOver = !owner.equals(application.owner());
        boolean otherTokens = tokens != application.tokenType();
        if (!handedOver && !otherTokens) {
            return application;
        }
        application.settle(owner, tokens, now());
        Application stored = store(application, "The new owner has");
        if (handedOver) {
            events.publishEvent(new ApplicationHandedOver(stored.id(), owner));
        }
        if (otherTokens) {
            events.publishEvent(new ApplicationTokenTypeChanged(stored.id(), tokens));
        }
        return stored;
    }

    private Application sealed(String id) {
        return ResourceId.parse(id)
                .flatMap(repository::findAndSeal)
                .orElseThrow(() -> ResourceId.absent("application"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Only a user owns anything; a client's own token does not. */
    public static String owner(Caller caller) {
        if (caller.userName().isEmpty()) {
            throw new RefusedException(CommonError.FORBIDDEN, "This needs a user's token, not a client's own.");
        }
        return caller.userName();
    }

    private Application store(Application application) {
        return store(application, "You have");
    }

    /** @param whoHas how a refusal begins where the owner has another application of this name */
    private Application store(Application application, String whoHas) {
        try {
            Application stored = repository.saveAndFlush(application);
            outbox.record("application/" + stored.id());
            return stored;
        } catch (DataIntegrityViolationException taken) {
            if (String.valueOf(taken.getMessage()).contains("application_name_of_owner")) {
                throw new RefusedException(
                        StoreError.APPLICATION_NAME_TAKEN, whoHas + " an application of this name already.");
            }
            throw taken;
        }
    }

    private void requirePolicy(Caller caller, String name) {
        Policy policy = policies.find(PolicyLevel.APPLICATION, name)
                .orElseThrow(() -> new RefusedException(
                        StoreError.POLICY_UNKNOWN, "throttlingPolicy: there is no application policy of this name."));
        if (!policy.permits(caller.roles())) {
            throw new RefusedException(StoreError.POLICY_UNKNOWN, "throttlingPolicy: this policy is not open to you.");
        }
    }
}
