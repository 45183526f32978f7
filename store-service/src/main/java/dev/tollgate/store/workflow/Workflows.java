package dev.tollgate.store.workflow;

import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.StoreError;
import dev.tollgate.store.request.ResourceId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Requests are written with what waits for them, and decided with what comes of them: each in one transaction. */
@Service
public class Workflows {

    private final WorkflowTable table;
    private final WorkflowProperties properties;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Workflows(
            WorkflowTable table, WorkflowProperties properties, ApplicationEventPublisher events, InstantSource clock) {
        this.table = table;
        this.properties = properties;
        this.events = events;
        this.clock = clock;
    }

    /** A page, and how many are open altogether. */
    record Found(List<Workflow> workflows, long total) {}

    /**
     * What waits, and for whom.
     *
     * @param subjectId the application or subscription
     * @param apiId of a subscription
     */
    public record Request(
            WorkflowKind kind,
            UUID subjectId,
            @Nullable UUID apiId,
            String requester,
            String description,
            Map<String, String> properties) {}

    /** Whether requests of this kind wait for an approver from now on. */
    @Transactional(readOnly = true)
    public boolean wantsApproval(WorkflowKind kind) {
        return table.approve(kind).orElse(properties.of(kind) == WorkflowProperties.Mode.APPROVE);
    }

    @Transactional
    void setApproval(Map<WorkflowKind, Boolean> modes) {
        modes.forEach(table::setApprove);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void open(Request request) {
        Instant now = now();
        table.insert(new Workflow(
                UUID.randomUUID(),
                request.kind(),
                request.subjectId(),
                request.apiId(),
                request.requester(),
                request.description(),
                request.properties(),
                WorkflowStatus.CREATED,
                "",
                now,
                now));
    }

    /** The subject is gone, or waits no longer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void withdraw(UUID subjectId) {
        table.removeOpen(subjectId);
    }

    @Transactional(readOnly = true)
    Found page(@Nullable WorkflowKind kind, Page page) {
        return new Found(table.open(kind, page), table.countOpen(kind));
    }

    @Transactional(readOnly = true)
    Workflow read(String id) {
        return ResourceId.parse(id).flatMap(table::find).orElseThrow(() -> ResourceId.absent("workflow request"));
    }

    /**
     * Decides once; the same decision again changes nothing, another is refused.
     *
     * @param apiId what it must be for, where the actor has a right to that API alone; null: anything
     */
    @Transactional
    public Workflow decide(String id, @Nullable UUID apiId, boolean approved, String reason, String actor) {
        Workflow open = ResourceId.parse(id)
                .flatMap(table::hold)
                .filter(found -> apiId == null || apiId.equals(found.apiId()))
                .orElseThrow(() -> ResourceId.absent("workflow request"));
        WorkflowStatus decision = approved ? WorkflowStatus.APPROVED : WorkflowStatus.REJECTED;
        if (open.status() == decision) {
            return open;
        }
        if (open.status() != WorkflowStatus.CREATED) {
            throw new RefusedException(
                    StoreError.WORKFLOW_DECIDED, "This request was decided before: it is " + open.status() + ".");
        }
        Workflow decided = table.decide(open.id(), decision, reason, actor, now());
        events.publishEvent(new WorkflowDecided(decided));
        return decided;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
