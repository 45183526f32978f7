package dev.tollgate.publisher.subscription;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.PublisherError;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiChanged;
import dev.tollgate.publisher.api.ApiChanged.ApiDeleted;
import dev.tollgate.publisher.subscription.SubscriptionView.ApplicationView;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reads the Store's view of subscriptions. */
@Service
class Subscriptions {

    private static final String FROM = """
        FROM subscriptions.subscriptions_v1 s
        JOIN apis.apis a ON a.id = s.api_id
        WHERE (cardinality(a.access_roles) = 0 OR a.provider = ? OR a.access_roles && ?::text[] OR ?)
        """;

    private final JdbcClient database;

    Subscriptions(JdbcClient database) {
        this.database = database;
    }

    record Found(List<SubscriptionView> list, long total) {}

    /** @param apiId null: of all APIs that the caller may see */
    Found list(@Nullable UUID apiId, String query, Page page, Caller caller) {
        var where = new StringBuilder(FROM);
        var parameters = new ArrayList<Object>();
        parameters.add(caller.userName());
        parameters.add(caller.roles().toArray(String[]::new));
        parameters.add(caller.roles().contains("admin"));
        if (apiId != null) {
            where.append(" AND s.api_id = ?");
            parameters.add(apiId);
        }
        if (!query.isBlank()) {
            String pattern = "%"
                    + query.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
            where.append(" AND (s.application_name ILIKE ? OR s.owner ILIKE ?)");
            parameters.add(pattern);
            parameters.add(pattern);
        }
        return whenThere(() -> {
            long total = database.sql("SELECT count(*) " + where)
                    .params(parameters)
                    .query(Long.class)
                    .single();
            var all = new ArrayList<>(parameters);
            all.add(page.limit());
            all.add(page.offset());
            List<SubscriptionView> list = database.sql(
                            """
                                SELECT s.subscription_id, s.application_id, s.application_name, s.owner, s.throttling_policy, s.state,
                                    (SELECT count(*) FROM subscriptions.subscriptions_v1 o
                                        WHERE o.application_id = s.application_id) AS subscriptions
                                """ + where + " ORDER BY s.created_at, s.subscription_id LIMIT ? OFFSET ?")
                    .params(all)
                    .query((row, number) -> new SubscriptionView(
                            row.getString("subscription_id"),
                            new ApplicationView(
                                    row.getString("application_id"),
                                    row.getString("application_name"),
                                    row.getString("owner"),
                                    "",
                                    row.getInt("subscriptions")),
                            row.getString("throttling_policy"),
                            row.getString("state")))
                    .list();
            return new Found(list, total);
        });
    }

    /** The API that a subscription is for. */
    String apiOf(String subscriptionId) {
        return ApiAccess.uuid(subscriptionId)
                .flatMap(id -> whenThere(() -> database.sql(
                                "SELECT api_id::text FROM subscriptions.subscriptions_v1 WHERE subscription_id = ?")
                        .param(id)
                        .query(String.class)
                        .optional()))
                .orElseThrow(() -> new RefusedException(CommonError.NOT_FOUND, "There is no such subscription."));
    }

    /** An API that someone is subscribed to is not deleted. */
    @EventListener
    @Order(-10)
    void on(ApiChanged change) {
        if (!(change instanceof ApiDeleted)) {
            return;
        }
        long subscriptions = whenThere(
                () -> database.sql("""
                    SELECT count(*) FROM subscriptions.subscriptions_v1 WHERE api_id = ? AND state <> 'REJECTED'
                    """).param(change.apiId()).query(Long.class).single());
        if (subscriptions > 0) {
            throw new RefusedException(
                    PublisherError.SUBSCRIBED,
                    "The API has " + subscriptions + " subscriptions. Retire it, or let them end, first.");
        }
    }

    /** Until the Store has started once there is nothing to read. */
    static <T> T whenThere(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (BadSqlGrammarException missing) {
            throw new RefusedException(
                    CommonError.UNAVAILABLE, "The Store's subscriptions cannot be read yet. Repeat the request.");
        }
    }
}
