package dev.tollgate.store.rating;

import dev.tollgate.platform.paging.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ratings of APIs, one a user and API. Whether the user may see the API is the caller's to know. */
@Repository
public class Ratings {

    private static final String COLUMNS = "rating_id, api_id, user_name, rating";

    private final JdbcClient database;
    private final InstantSource clock;

    Ratings(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * All ratings of an API together.
     *
     * @param average with one decimal; "0.0" where there is none
     */
    public record Summary(String average, long count) {}

    public Summary summary(UUID apiId) {
        return database.sql("SELECT average::text, ratings FROM feedback.average_ratings_v1 WHERE api_id = ?")
                .param(apiId)
                .query((row, number) -> new Summary(row.getString("average"), row.getLong("ratings")))
                .optional()
                .orElse(new Summary("0.0", 0));
    }

    /** Newest first. */
    public List<Rating> page(UUID apiId, Page page) {
        return database.sql("SELECT " + COLUMNS + " FROM feedback.ratings WHERE api_id = ?"
                        + " ORDER BY updated_at DESC, rating_id LIMIT ? OFFSET ?")
                .params(apiId, page.limit(), page.offset())
                .query(Ratings::rating)
                .list();
    }

    public Optional<Rating> by(String userName, UUID apiId) {
        return database.sql("SELECT " + COLUMNS + " FROM feedback.ratings WHERE api_id = ? AND user_name = ?")
                .params(apiId, userName)
                .query(Ratings::rating)
                .optional();
    }

    /** The user's first rating of the API, or another in its place. */
    public Rating rate(String userName, UUID apiId, int stars) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return database.sql("INSERT INTO feedback.ratings AS r (rating_id, api_id, user_name, rating, created_at,"
                        + " updated_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (api_id, user_name) DO UPDATE SET"
                        + " rating = EXCLUDED.rating, updated_at = EXCLUDED.updated_at RETURNING "
                        + COLUMNS)
                .params(UUID.randomUUID(), apiId, userName, stars, now, now)
                .query(Ratings::rating)
                .single();
    }

    /** Taking back what is not there is done already. */
    public void takeBack(String userName, UUID apiId) {
        database.sql("DELETE FROM feedback.ratings WHERE api_id = ? AND user_name = ?")
                .params(apiId, userName)
                .update();
    }

    private static Rating rating(ResultSet row, int number) throws SQLException {
        return new Rating(
                row.getObject("rating_id", UUID.class),
                row.getObject("api_id", UUID.class),
                row.getString("user_name"),
                row.getInt("rating"));
    }
}
