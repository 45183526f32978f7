package dev.tollgate.publisher.usage;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Sums the Traffic Manager's rollups. */
@Service
class UsageReader {

    private static final int MAX_LINES = 10_000;

    private final JdbcClient database;

    UsageReader(JdbcClient database) {
        this.database = database;
    }

    /** How long one line of the answer is. */
    enum Step {
        MINUTE,
        HOUR,
        DAY;

        static Optional<Step> of(String text) {
            return switch (text) {
                case "minute" -> Optional.of(MINUTE);
                case "hour" -> Optional.of(HOUR);
                case "day" -> Optional.of(DAY);
                default -> Optional.empty();
            };
        }
    }

    /** What calls are told apart by. */
    enum Grouping {
        NONE("''"),
        OPERATION("verb || ' ' || target"),
        APPLICATION("application_id"),
        API("api_id"),
        STATUS("status::text");

        private final String expression;

        Grouping(String expression) {
            this.expression = expression;
        }

        static Optional<Grouping> of(String text) {
            return switch (text) {
                case "" -> Optional.of(NONE);
                case "operation" -> Optional.of(OPERATION);
                case "application" -> Optional.of(APPLICATION);
                case "api" -> Optional.of(API);
                case "status" -> Optional.of(STATUS);
                default -> Optional.empty();
            };
        }
    }

    /** Percentiles in milliseconds. */
    record Line(
            Instant start,
            String group,
            long calls,
            long errors,
            long throttled,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {}

    private record LineKey(Instant start, String group) {}

    List<Line> read(UUID apiId, Instant from, Instant to, Step step, Grouping grouping) {
        try {
            Map<LineKey, Histogram> latencies = latencies(apiId, from, to, step, grouping);
            return database.sql("""
                SELECT date_trunc(:step, minute, 'UTC') AS start, %s AS grouping, sum(calls) AS calls,
                    coalesce(sum(calls) FILTER (WHERE status >= 400
                        AND refusal_code NOT BETWEEN 900800 AND 900807), 0) AS errors,
                    coalesce(sum(calls) FILTER (WHERE refusal_code BETWEEN 900800 AND 900807), 0) AS throttled
                FROM traffic.usage_v1
                WHERE api_id = :api AND minute >= :from AND minute < :to
                GROUP BY 1, 2 ORDER BY 1, 2 LIMIT :lines
                """.formatted(grouping.expression))
                    .param("step", step.name().toLowerCase(Locale.ROOT))
                    .param("api", apiId.toString())
                    .param("from", from.atOffset(ZoneOffset.UTC))
                    .param("to", to.atOffset(ZoneOffset.UTC))
                    .param("lines", MAX_LINES)
                    .query((row, number) -> {
                        var key = new LineKey(row.getTimestamp("start").toInstant(), row.getString("grouping"));
                        Histogram latency = latencies.getOrDefault(key, new Histogram());
                        return new Line(
                                key.start(),
                                key.group(),
                                row.getLong("calls"),
                                row.getLong("errors"),
                                row.getLong("throttled"),
                                latency.percentile(0.50),
                                latency.percentile(0.95),
                                latency.percentile(0.99));
                    })
                    .list();
        } catch (BadSqlGrammarException missing) {
            throw new RefusedException(
                    CommonError.UNAVAILABLE, "The Traffic Manager's usage cannot be read yet. Repeat the request.");
        }
    }

    private Map<LineKey, Histogram> latencies(UUID apiId, Instant from, Instant to, Step step, Grouping grouping) {
        var latencies = new HashMap<LineKey, Histogram>();
        database.sql("""
            SELECT date_trunc(:step, minute, 'UTC') AS start, %s AS grouping, b.bucket, sum(b.count) AS count
            FROM traffic.usage_v1, unnest(latency_buckets, latency_counts) AS b (bucket, count)
            WHERE api_id = :api AND minute >= :from AND minute < :to
            GROUP BY 1, 2, 3
            """.formatted(grouping.expression))
                .param("step", step.name().toLowerCase(Locale.ROOT))
                .param("api", apiId.toString())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    var key = new LineKey(row.getTimestamp("start").toInstant(), row.getString("grouping"));
                    latencies
                            .computeIfAbsent(key, unused -> new Histogram())
                            .add(row.getInt("bucket"), row.getLong("count"));
                });
        return latencies;
    }
}
