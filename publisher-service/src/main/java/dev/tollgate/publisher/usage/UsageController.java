package dev.tollgate.publisher.usage;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.usage.UsageReader.Grouping;
import dev.tollgate.publisher.usage.UsageReader.Line;
import dev.tollgate.publisher.usage.UsageReader.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tollgate's own: how an API was called. */
@RestController
@RequestMapping("/api/am/publisher/v4/apis/{apiId}/usage")
@Scopes({"apim:api_view", "apim:api_manage"})
class UsageController {

    private static final Duration USUAL = Duration.ofHours(24);

    private final ApiAccess access;
    private final UsageReader usage;
    private final InstantSource clock;

    UsageController(ApiAccess access, UsageReader usage, InstantSource clock) {
        this.access = access;
        this.usage = usage;
        this.clock = clock;
    }

    record Usage(List<Line> list) {}

    /** The last day by hours, unless asked otherwise; {@code to} is not included. */
    @GetMapping
    Usage usage(
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "hour") String by,
            @RequestParam(defaultValue = "") String group,
            Caller caller) {
        var api = access.readable(apiId, caller);
        Instant until = to == null ? clock.instant() : instant("to", to);
        Instant since = from == null ? until.minus(USUAL) : instant("from", from);
        Step step = Step.of(by).orElseThrow(() -> bad("by must be minute, hour or day."));
        Grouping grouping =
                Grouping.of(group).orElseThrow(() -> bad("group must be operation, application, api or status."));
        return new Usage(usage.read(api.id(), since, until, step, grouping));
    }

    private static Instant instant(String name, String text) {
        try {
            return text.matches("\\d{1,13}")
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException malformed) {
            throw bad(name + " must be a time like 2026-11-23T12:00:00Z.");
        }
    }

    private static RefusedException bad(String rule) {
        return new RefusedException(CommonError.BAD_REQUEST, rule);
    }
}
