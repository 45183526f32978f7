package dev.tollgate.trafficmanager.lease;

import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** An administrator starts a level's count anew. */
@RestController
class CounterController {

    private static final Set<String> LEVELS =
            Set.of("api", "operation", "application", "subscription", "burst", "custom");

    private final LeaseEngine engine;

    CounterController(LeaseEngine engine) {
        this.engine = engine;
    }

    /**
     * Which counter.
     *
     * @param level api, operation, application, subscription, burst or custom
     * @param key the id of the API, application or subscription; {@code <api id>:<verb>:<target>} of an
     *     operation; {@code <rule>:<key>} of a custom rule
     * @param sandbox that of sandbox calls; absent: both
     */
    record ResetRequest(
            @Nullable String level,
            @Nullable String key,
            @Nullable Boolean sandbox) {}

    /** What was done: how many counters had been in use. */
    record ResetAnswer(String level, String key, long counters) {}

    @PostMapping("/api/am/admin/v4/throttling/counters/reset")
    @Scopes({"apim:admin", "apim:tier_manage", "apim:admin_tier_manage"})
    ResetAnswer reset(@RequestBody ResetRequest request) {
        String level = request.level() == null ? "" : request.level().toLowerCase(Locale.ROOT);
        String key = request.key();
        if (!LEVELS.contains(level)) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "level must be api, operation, application, subscription, burst or custom.");
        }
        if (key == null || key.isBlank() || key.length() > 1024) {
            throw new RefusedException(CommonError.BAD_REQUEST, "key is required: whose counter it is.");
        }
        var keys = new ArrayList<String>();
        if (!Boolean.TRUE.equals(request.sandbox())) {
            keys.add(level + ":" + key);
        }
        if (!Boolean.FALSE.equals(request.sandbox())) {
            keys.add(level + ":" + key + ":sandbox");
        }
        return new ResetAnswer(level, key, forget(keys));
    }

    private long forget(List<String> keys) {
        try {
            return engine.reset(keys).join();
        } catch (CompletionException away) {
            throw new RefusedException(CommonError.UNAVAILABLE, "The counters cannot be reached now: Redis is away.");
        }
    }
}
