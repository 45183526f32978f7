package dev.tollgate.store.usage;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.store.application.Applications;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Usage of one's own application. */
@RestController
class UsageController {

    private final Applications applications;
    private final Usage usage;
    private final InstantSource clock;

    UsageController(Applications applications, Usage usage, InstantSource clock) {
        this.applications = applications;
        this.usage = usage;
        this.clock = clock;
    }

    /** The points found, in order of time. */
    record Points(List<Usage.Point> list) {}

    @Scopes({"apim:subscribe", "apim:app_manage"})
    @GetMapping("/api/am/devportal/v3/applications/{applicationId}/usage")
    Points usage(
            Caller caller,
            @PathVariable String applicationId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String by,
            @RequestParam(required = false) @Nullable String group) {
        var application = applications.owned(caller, applicationId);
        return new Points(usage.of(application.id(), UsageQuery.of(clock.instant(), from, to, by, group)));
    }
}
