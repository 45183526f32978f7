package dev.tollgate.store.catalogue;

import dev.tollgate.store.catalogue.PublishedApi.AdditionalProperty;
import dev.tollgate.store.catalogue.PublishedApi.BusinessInformation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON of an API in a list: devportal's APIInfo.
 *
 * @param thumbnailUri path below the REST base; absent where there is none
 */
public record ApiItem(
        String id,
        String name,
        String displayName,
        String description,
        String context,
        String version,
        String type,
        String createdTime,
        String provider,
        String lifeCycleStatus,
        @Nullable String thumbnailUri,
        String avgRating,
        List<String> throttlingPolicies,
        Advertisement advertiseInfo,
        @Nullable BusinessInformation businessInformation,
        boolean isSubscriptionAvailable,
        String gatewayType,
        String gatewayVendor,
        List<AdditionalProperty> additionalProperties,
        boolean monetizedInfo) {

    /** Links to APIs elsewhere; Tollgate serves all of its own. */
    public record Advertisement(boolean advertised) {}

    public static ApiItem of(PublishedApi api) {
        return new ApiItem(
                api.id().toString(),
                api.name(),
                api.name(),
                api.description(),
                api.context(),
                api.version(),
                "HTTP",
                Long.toString(api.createdAt().toEpochMilli()),
                api.provider(),
                api.lifeCycleState(),
                api.hasThumbnail() ? "/apis/" + api.id() + "/thumbnail" : null,
                api.averageRating(),
                api.tiers(),
                new Advertisement(false),
                api.businessInformation(),
                api.takesSubscriptions() && !api.tiers().isEmpty(),
                "tollgate",
                "tollgate",
                api.additionalProperties(),
                false);
    }
}
