package dev.tollgate.store.application;

import java.util.List;
import java.util.Map;

/** JSON of an application in a list: devportal's ApplicationInfo. */
public record ApplicationItem(
        String applicationId,
        String name,
        String throttlingPolicy,
        String description,
        String status,
        List<String> groups,
        long subscriptionCount,
        Map<String, String> attributes,
        String owner,
        String tokenType,
        String createdTime,
        String updatedTime) {

    public static ApplicationItem of(Application application, long subscriptionCount) {
        return new ApplicationItem(
                application.id().toString(),
                application.name(),
                application.throttlingPolicy(),
                application.description(),
                application.status().name(),
                List.of(),
                subscriptionCount,
                application.attributes(),
                application.owner(),
                application.tokenType().name(),
                Long.toString(application.createdAt().toEpochMilli()),
                Long.toString(application.updatedAt().toEpochMilli()));
    }
}
