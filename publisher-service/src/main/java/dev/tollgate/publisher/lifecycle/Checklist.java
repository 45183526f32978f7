package dev.tollgate.publisher.lifecycle;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What a provider ticks when publishing.
 *
 * @param deprecateOldVersions published older versions become deprecated
 */
record Checklist(boolean deprecateOldVersions) {

    static final String DEPRECATE_OLD_VERSIONS = "Deprecate old versions after publishing the API";
    static final String REQUIRE_RE_SUBSCRIPTION = "Requires re-subscription when publishing the API";

    /** Reads {@code item:true,item:false}; subscriptions never pass to another version, so that item changes nothing. */
    static Checklist of(@Nullable String text) {
        boolean deprecate = false;
        if (text != null && !text.isBlank()) {
            for (String item : text.split(",")) {
                int colon = item.lastIndexOf(':');
                String name =
                        colon < 0 ? item.strip() : item.substring(0, colon).strip();
                boolean ticked = colon >= 0 && item.substring(colon + 1).strip().equalsIgnoreCase("true");
                switch (name) {
                    case DEPRECATE_OLD_VERSIONS -> deprecate = ticked;
                    case REQUIRE_RE_SUBSCRIPTION -> {}
                    default ->
                        throw new RefusedException(
                                CommonError.BAD_REQUEST, "lifecycleChecklist: there is no such item.");
                }
            }
        }
        return new Checklist(deprecate);
    }
}
