package dev.tollgate.publisher.subscription;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.api.ApiAccess;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Reads the Store's view of requests that wait for an approval: those for APIs that the caller may see. */
@Service
class Workflows {

    private static final String FROM = """
        FROM subscriptions.workflows_v1 w
        JOIN apis.apis a ON a.id = w.api_id
        WHERE (cardinality(a.access_roles) = 0 OR a.provider = ? OR a.access_roles && ?::text[] OR ?)
        """;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final JdbcClient database;
    private final JsonMapper json;

    Workflows(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** WorkflowInfo, and what was decided why. */
    record View(
            String workflowType,
            String workflowStatus,
            String createdTime,
            String updatedTime,
            String referenceId,
            Map<String, String> properties,
            String description,
            @Nullable String reason) {}

    /** A page of the open ones, oldest first, and how many there are altogether. */
    record Found(List<View> list, long total) {}

    /** @param kind WSO2's workflow type, or empty for all */
    Found open(String kind, Page page, Caller caller) {
        String where = FROM + " AND w.status = 'CREATED' AND (? = '' OR w.kind = ?)";
        List<Object> parameters = visibleTo(caller);
        parameters.add(kind);
        parameters.add(kind);
        return Subscriptions.whenThere(() -> {
            long total = database.sql("SELECT count(*) " + where)
                    .params(parameters)
                    .query(Long.class)
                    .single();
            var all = new ArrayList<>(parameters);
            all.add(page.limit());
            all.add(page.offset());
            List<View> list = database.sql(
                            "SELECT w.* " + where + " ORDER BY w.created_at, w.workflow_id LIMIT ? OFFSET ?")
                    .params(all)
                    .query(this::view)
                    .list();
            return new Found(list, total);
        });
    }

    View read(String id, Caller caller) {
        return find(id, caller, "w.*", this::view);
    }

    /** The API that a request is for. */
    String apiOf(String id, Caller caller) {
        return find(id, caller, "w.api_id::text AS api", (row, number) -> row.getString("api"));
    }

    private <T> T find(String id, Caller caller, String columns, org.springframework.jdbc.core.RowMapper<T> mapper) {
        return ApiAccess.uuid(id)
                .flatMap(parsed -> {
                    List<Object> parameters = visibleTo(caller);
                    parameters.add(parsed);
                    return Subscriptions.whenThere(
                            () -> database.sql("SELECT " + columns + " " + FROM + " AND w.workflow_id = ?")
                                    .params(parameters)
                                    .query(mapper)
                                    .optional());
                })
                .orElseThrow(() -> new RefusedException(CommonError.NOT_FOUND, "There is no such workflow request."));
    }

    private static List<Object> visibleTo(Caller caller) {
        return new ArrayList<>(List.of(
                caller.userName(),
                caller.roles().toArray(String[]::new),
                caller.roles().contains("admin")));
    }

    private View view(ResultSet row, int number) throws SQLException {
        var properties = new TreeMap<String, String>();
        json.readTree(row.getString("properties"))
                .properties()
                .forEach(property ->
                        properties.put(property.getKey(), property.getValue().asString("")));
        String reason = row.getString("reason");
        return new View(
                row.getString("kind"),
                row.getString("status"),
                time(row, "created_at"),
                time(row, "updated_at"),
                row.getString("workflow_id"),
                properties,
                row.getString("description"),
                reason.isEmpty() ? null : reason);
    }

    private static String time(ResultSet row, String column) throws SQLException {
        return TIME.format(row.getObject(column, OffsetDateTime.class));
    }
}
