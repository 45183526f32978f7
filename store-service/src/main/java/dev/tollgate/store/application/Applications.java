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
import dev.tollgate.store.request.ResourceId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Owners and their applications. Another's application is as absent as one that never was. */
@Service
public class Applications {

    private final ApplicationRepository repository;
    private final Policies policies;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Applications(
            ApplicationRepository repository,
            Policies policies,
            Outbox outbox,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.repository = repository;
        this.policies = policies;
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

    /** The same, held until the transaction ends so that nobody deletes it meanwhile. */
    @Transactional
    public Application ownedAndHeld(Caller caller, String id) {
        return ResourceId.parse(id)
                .flatMap(parsed -> repository.findAndHold(parsed, owner(caller)))
                .orElseThrow(() -> ResourceId.absent("application"));
    }

    /** By id, for things whose owner was checked already. */
    @Transactional(readOnly = true)
    public Map<UUID, Application> byIds(Collection<UUID> ids) {
        return repository.findByIdIn(ids).stream().collect(Collectors.toMap(Application::id, Function.identity()));
    }

    @Transactional
    public Application create(Caller caller, ApplicationDraft draft) {
        requirePolicy(caller, draft.throttlingPolicy());
        var application = new Application(
                UUID.randomUUID(), owner(caller), draft, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return store(application);
    }

    @Transactional
    public Application change(Caller caller, String id, ApplicationDraft draft, @Nullable String ifMatch) {
        Application application = owned(caller, id);
        EntityTag.require(ifMatch, application.revision());
        if (!draft.throttlingPolicy().equals(application.throttlingPolicy())) {
            requirePolicy(caller, draft.throttlingPolicy());
        }
        TokenType before = application.tokenType();
        application.revise(draft, clock.instant().truncatedTo(ChronoUnit.MILLIS));
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
        events.publishEvent(new ApplicationDeleted(application.id()));
        repository.delete(application);
        repository.flush();
        outbox.record("application/" + application.id());
    }

    /** Only a user owns anything; a client's own token does not. */
    public static String owner(Caller caller) {
        if (caller.userName().isEmpty()) {
            throw new RefusedException(CommonError.FORBIDDEN, "This needs a user's token, not a client's own.");
        }
        return caller.userName();
    }

    private Application store(Application application) {
        try {
            Application stored = repository.saveAndFlush(application);
            outbox.record("application/" + stored.id());
            return stored;
        } catch (DataIntegrityViolationException taken) {
            if (String.valueOf(taken.getMessage()).contains("application_name_of_owner")) {
                throw new RefusedException(
                        StoreError.APPLICATION_NAME_TAKEN, "You have an application of this name already.");
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
