package dev.tollgate.store.application;

import java.util.List;
import java.util.Map;

/** JSON of one application: devportal's Application. */
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
        String visibility) {

    static ApplicationView of(Application application, long subscriptionCount, List<?> keys) {
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
                "PRIVATE");
    }
}
