package dev.tollgate.store.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.store.catalogue.ApiItem.Advertisement;
import dev.tollgate.store.catalogue.PublishedApi.AdditionalProperty;
import dev.tollgate.store.catalogue.PublishedApi.BusinessInformation;
import dev.tollgate.store.catalogue.PublishedApi.Operation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON of one API: devportal's API. */
record ApiDetail(
        String id,
        String name,
        String displayName,
        String description,
        String context,
        String version,
        String provider,
        String apiDefinition,
        String lifeCycleStatus,
        boolean isDefaultVersion,
        String type,
        List<String> transport,
        List<Operation> operations,
        @Nullable String authorizationHeader,
        @Nullable String apiKeyHeader,
        List<String> securityScheme,
        List<String> tags,
        List<Tier> tiers,
        boolean hasThumbnail,
        List<AdditionalProperty> additionalProperties,
        List<Endpoint> endpointURLs,
        @Nullable BusinessInformation businessInformation,
        List<String> environmentList,
        List<ScopeItem> scopes,
        String avgRating,
        Advertisement advertiseInfo,
        boolean isSubscriptionAvailable,
        List<String> categories,
        List<String> keyManagers,
        String createdTime,
        String lastUpdatedTime,
        String gatewayType,
        String gatewayVendor) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    /** A tier and its plan. */
    record Tier(String tierName, String tierPlan) {}

    /** Where an environment serves the API. */
    record Endpoint(
            String environmentName,
            String environmentDisplayName,
            String environmentType,
            @JsonProperty("URLs") Urls urls,
            @Nullable Urls defaultVersionURLs) {}

    /** Addresses by scheme. */
    record Urls(@Nullable String http, @Nullable String https) {}

    /** A scope of the API's own. */
    record ScopeItem(String key, String name, List<String> roles, String description) {}

    static ApiDetail of(
            PublishedApi api, String definition, List<Tier> tiers, List<Gateways.Environment> environments) {
        return new ApiDetail(
                api.id().toString(),
                api.name(),
                api.name(),
                api.description(),
                api.context(),
                api.version(),
                api.provider(),
                definition,
                api.lifeCycleState(),
                api.defaultVersion(),
                "HTTP",
                api.transports(),
                api.operations(),
                api.authorizationHeader(),
                api.apiKeyHeader(),
                api.securitySchemes(),
                api.tags(),
                tiers,
                api.hasThumbnail(),
                api.additionalProperties(),
                environments.stream()
                        .flatMap(environment ->
                                environment.hosts().stream().map(host -> endpoint(api, environment, host)))
                        .toList(),
                api.businessInformation(),
                environments.stream().map(Gateways.Environment::name).toList(),
                api.scopes().stream().map(ApiDetail::scope).toList(),
                api.averageRating(),
                new Advertisement(false),
                api.takesSubscriptions() && !api.tiers().isEmpty(),
                api.categories(),
                List.of("all"),
                time(api.createdAt()),
                time(api.updatedAt()),
                "tollgate",
                "tollgate");
    }

    private static Endpoint endpoint(PublishedApi api, Gateways.Environment environment, Gateways.Host host) {
        return new Endpoint(
                environment.name(),
                environment.displayName(),
                environment.type(),
                urls(api, host, Gateways.versionPath(api)),
                api.defaultVersion() ? urls(api, host, Gateways.defaultPath(api)) : null);
    }

    private static Urls urls(PublishedApi api, Gateways.Host host, String path) {
        boolean all = api.transports().isEmpty();
        String http = all || api.transports().contains("http") ? host.http() : null;
        String https = all || api.transports().contains("https") ? host.https() : null;
        return new Urls(http == null ? null : http + path, https == null ? null : https + path);
    }

    private static ScopeItem scope(PublishedApi.Scope scope) {
        return new ScopeItem(
                scope.name(),
                Objects.requireNonNullElse(scope.displayName(), scope.name()),
                scope.roles(),
                Objects.requireNonNullElse(scope.description(), ""));
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
