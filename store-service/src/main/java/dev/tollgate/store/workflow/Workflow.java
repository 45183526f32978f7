package dev.tollgate.store.workflow;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request and its decision.
 *
 * @param subjectId the application or subscription that waits
 * @param apiId of a subscription
 * @param description one sentence for the approver
 * @param reason what the approver said, empty while it waits
 */
public record Workflow(
        UUID id,
        WorkflowKind kind,
        UUID subjectId,
        @Nullable UUID apiId,
        String requester,
        String description,
        Map<String, String> properties,
        WorkflowStatus status,
        String reason,
        Instant createdAt,
        Instant updatedAt) {

    public Workflow {
        properties = Map.copyOf(properties);
    }

    public boolean approved() {
        return status == WorkflowStatus.APPROVED;
    }
}
