package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.store.application.Application;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.usage.Usage;
import dev.tollgate.store.usage.UsageQuery;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What an application called, how it went, and how long it took: a chart, and the same numbers as a table. */
@Controller
@Hidden
@Scopes({"apim:subscribe", "apim:app_manage"})
class UsagePages {

    private static final int CHART_HEIGHT = 100;

    private final Applications applications;
    private final Usage usage;
    private final InstantSource clock;

    UsagePages(Applications applications, Usage usage, InstantSource clock) {
        this.applications = applications;
        this.usage = usage;
        this.clock = clock;
    }

    /** One bar of the chart, in the units of its view box; refused calls stand on failed ones, and these on the good. */
    record Bar(double x, double width, double good, double failed, double held, String title) {

        public double failedTop() {
            return CHART_HEIGHT - good - failed;
        }

        public double goodTop() {
            return CHART_HEIGHT - good;
        }

        public double heldTop() {
            return CHART_HEIGHT - good - failed - held;
        }
    }

    /** Everything together. */
    record Totals(long calls, long errors, long throttled) {}

    @GetMapping("/store/applications/{applicationId}/usage")
    String usage(
            Caller caller,
            Model model,
            @PathVariable String applicationId,
            @RequestParam(defaultValue = "minute") String by) {
        Application application = applications.owned(caller, applicationId);
        String step = List.of("minute", "hour", "day").contains(by.toLowerCase(Locale.ROOT))
                ? by.toLowerCase(Locale.ROOT)
                : "minute";
        List<Usage.Point> points = usage.of(application.id(), UsageQuery.of(clock.instant(), null, null, step, null));
        model.addAttribute("applicationName", application.name());
        model.addAttribute("applicationId", application.id().toString());
        model.addAttribute("by", step);
        model.addAttribute("points", points);
        model.addAttribute("bars", bars(points));
        model.addAttribute(
                "totals",
                new Totals(
                        points.stream().mapToLong(Usage.Point::calls).sum(),
                        points.stream().mapToLong(Usage.Point::errors).sum(),
                        points.stream().mapToLong(Usage.Point::throttled).sum()));
        return "store/usage";
    }

    private static List<Bar> bars(List<Usage.Point> points) {
        long most =
                Math.max(1, points.stream().mapToLong(Usage.Point::calls).max().orElse(1));
        double step = 600.0 / Math.max(12, points.size());
        double unit = (double) CHART_HEIGHT / most;
        return java.util.stream.IntStream.range(0, points.size())
                .mapToObj(at -> {
                    Usage.Point point = points.get(at);
                    return new Bar(
                            at * step + step * 0.1,
                            step * 0.8,
                            (point.calls() - point.errors() - point.throttled()) * unit,
                            point.errors() * unit,
                            point.throttled() * unit,
                            "%s: %,d calls".formatted(point.start(), point.calls()));
                })
                .toList();
    }
}
