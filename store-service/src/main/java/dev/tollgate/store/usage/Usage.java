package dev.tollgate.store.usage;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the Traffic Manager's usage of one application: two queries, whatever the span. */
@Repository
public class Usage {

    private static final String THROTTLED = "refusal_code IN (900800, 900802, 900803, 900804, 900805, 900806, 900807)";

    private final JdbcClient database;

    Usage(JdbcClient database) {
        this.database = database;
    }

    /**
     * Calls of one step and group.
     *
     * @param errors answers of 400 and above that no quota caused, and calls whose client went away
     * @param throttled refused for a quota
     */
    public record Point(
            String start,
            @Nullable String group,
            long calls,
            long errors,
            long throttled,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {}

    private record Step(Instant start, @Nullable String group) {}

    private record Latency(Step step, int bucket, long calls) {}

    public List<Point> of(UUID applicationId, UsageQuery query) {
        Map<Step, Map<Integer, Long>> latencies = latencies(applicationId, query);
        return bind(
                        "SELECT " + step(query) + " AS step, " + group(query) + " AS grouped, sum(calls) AS calls, "
                                + "coalesce(sum(calls) FILTER (WHERE " + THROTTLED + "), 0) AS throttled, "
                                + "coalesce(sum(calls) FILTER (WHERE (status >= 400 OR status = 0) AND NOT " + THROTTLED
                                + "), 0) AS errors FROM traffic.usage_v1 WHERE application_id = :application"
                                + " AND minute >= :from AND minute < :to GROUP BY 1, 2 ORDER BY 1, 2",
                        applicationId,
                        query)
                .query((row, number) -> {
                    var step =
                            new Step(row.getObject("step", OffsetDateTime.class).toInstant(), row.getString("grouped"));
                    var histogram = LatencyHistogram.of(latencies.getOrDefault(step, Map.of()));
                    return new Point(
                            step.start().toString(),
                            step.group(),
                            row.getLong("calls"),
                            row.getLong("errors"),
                            row.getLong("throttled"),
                            histogram.percentile(0.50),
                            histogram.percentile(0.95),
                            histogram.percentile(0.99));
                })
                .list();
    }

    private Map<Step, Map<Integer, Long>> latencies(UUID applicationId, UsageQuery query) {
        List<Latency> rows = bind(
                        "SELECT " + step(query) + " AS step, " + group(query)
                                + " AS grouped, bucket, sum(counted) AS calls FROM traffic.usage_v1,"
                                + " unnest(latency_buckets, latency_counts) AS h (bucket, counted) WHERE"
                                + " application_id = :application AND minute >= :from AND minute < :to GROUP BY 1, 2,"
                                + " 3",
                        applicationId,
                        query)
                .query((row, number) -> new Latency(
                        new Step(row.getObject("step", OffsetDateTime.class).toInstant(), row.getString("grouped")),
                        row.getInt("bucket"),
                        row.getLong("calls")))
                .list();
        var byStep = new HashMap<Step, Map<Integer, Long>>();
        for (Latency row : rows) {
            Objects.requireNonNull(byStep.computeIfAbsent(row.step(), step -> new HashMap<>()))
                    .merge(row.bucket(), row.calls(), Long::sum);
        }
        return byStep;
    }

    private JdbcClient.StatementSpec bind(String sql, UUID applicationId, UsageQuery query) {
        return database.sql(sql)
                .param("application", applicationId.toString())
                .param("from", query.from().atOffset(ZoneOffset.UTC))
                .param("to", query.to().atOffset(ZoneOffset.UTC));
    }

    private static String step(UsageQuery query) {
        return "date_trunc('" + query.by().name() + "', minute, 'UTC')";
    }

    private static String group(UsageQuery query) {
        return query.group() == null ? "NULL::text" : query.group().column;
    }
}
