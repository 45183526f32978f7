package dev.tollgate.publisher.usage;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whether an API is still in use. */
@Repository
public class RecentCalls {

    private final JdbcClient database;

    RecentCalls(JdbcClient database) {
        this.database = database;
    }

    /** Calls that gateways let through to the backend. */
    public record Passed(long count, long applications, Instant since) {}

    public Passed passed(UUID apiId, Instant since) {
        try {
            return database.sql("""
                SELECT coalesce(sum(calls), 0) AS calls, count(DISTINCT nullif(application_id, '')) AS applications
                FROM traffic.usage_v1 WHERE api_id = ? AND minute >= ? AND refusal_code = 0
                """)
                    .param(apiId.toString())
                    .param(since.atOffset(ZoneOffset.UTC))
                    .query((row, number) -> new Passed(
                            row.getLong("calls"), row.getLong("applications"), since.truncatedTo(ChronoUnit.SECONDS)))
                    .single();
        } catch (BadSqlGrammarException missing) {
            throw new RefusedException(
                    CommonError.UNAVAILABLE, "The Traffic Manager's usage cannot be read yet. Repeat the request.");
        }
    }
}
