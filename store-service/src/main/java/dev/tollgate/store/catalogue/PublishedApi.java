package dev.tollgate.store.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API as its provider shows it to consumers. */
public record PublishedApi(
        UUID id,
        String name,
        String context,
        String version,
        String provider,
        String description,
        String lifeCycleState,
        boolean defaultVersion,
        List<String> tags,
        List<String> categories,
        List<String> tiers,
        List<String> securitySchemes,
        @Nullable String authorizationHeader,
        @Nullable String apiKeyHeader,
        List<String> transports,
        List<Operation> operations,
        List<Scope> scopes,
        @Nullable BusinessInformation businessInformation,
        List<AdditionalProperty> additionalProperties,
        boolean hasThumbnail,
        List<String> environments,
        Instant createdAt,
        Instant updatedAt,
        String averageRating) {

    /** A verb on a path template. */
    public record Operation(String verb, String target) {}

    /** A scope of the API's own. */
    public record Scope(
            String name,
            @Nullable String displayName,
            @Nullable String description,
            List<String> roles) {}

    /** Whom to ask. */
    public record BusinessInformation(
            @Nullable String businessOwner,
            @Nullable String businessOwnerEmail,
            @Nullable String technicalOwner,
            @Nullable String technicalOwnerEmail) {}

    /** A property the provider added. */
    public record AdditionalProperty(String name, @Nullable String value, boolean display) {}

    /** Only these states take subscriptions; the others serve the subscriptions they have. */
    public boolean takesSubscriptions() {
        return lifeCycleState.equals("PUBLISHED") || lifeCycleState.equals("PROTOTYPED");
    }

    public boolean offers(String tier) {
        return tiers.contains(tier);
    }
}
