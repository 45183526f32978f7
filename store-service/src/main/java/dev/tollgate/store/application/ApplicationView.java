package dev.tollgate.store.application;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of one application: devportal's Application, and what an administrator or approver did to it.
 *
 * @param workflowStatus CREATED while an approver has to decide, as in devportal's WorkflowResponse; otherwise absent
 * @param jsonPayload beside it, for clients that read a WorkflowResponse
 */
record ApplicationView(
        String applicationId,
        String name,
        String throttlingPolicy,
        String description,
        String tokenType,
        String status,
        List<String> groups,
        long subscriptionCount,
        List<?> keys,
        Map<String, String> attributes,
        List<String> subscriptionScopes,
        String owner,
        boolean hashEnabled,
        String createdTime,
        String updatedTime,
        String visibility,
        boolean blocked,
        @Nullable String reason,
        @Nullable String workflowStatus,
        @Nullable String jsonPayload) {

    static ApplicationView of(Application application, long subscriptionCount, List<?> keys) {
        boolean waits = application.status() == ApplicationStatus.CREATED;
        return new ApplicationView(
                application.id().toString(),
                application.name(),
                application.throttlingPolicy(),
                application.description(),
                application.tokenType().name(),
                application.status().name(),
                List.of(),
                subscriptionCount,
                keys,
                application.attributes(),
                List.of(),
                application.owner(),
                true,
                Long.toString(application.createdAt().toEpochMilli()),
                Long.toString(application.updatedAt().toEpochMilli()),
                "PRIVATE",
                application.blocked(),
                application.reason(),
                waits ? "CREATED" : null,
                waits ? "{}" : null);
    }
}
