package dev.tollgate.store.workflow;

import dev.tollgate.platform.paging.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tables of workflows and of the modes that administrators chose. */
@Repository
class WorkflowTable {

    private static final String COLUMNS = "workflow_id, kind, subject_id, api_id, requester, description, properties,"
            + " status, reason, created_at, updated_at";
    private static final String OPEN =
            " FROM subscriptions.workflows WHERE status = 'CREATED' AND (:kind = '' OR kind = :kind)";

    private final JdbcClient database;
    private final JsonMapper json;

    WorkflowTable(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Optional<Boolean> approve(WorkflowKind kind) {
        return database.sql("SELECT approve FROM subscriptions.workflow_modes WHERE kind = ?")
                .param(kind.name())
                .query(Boolean.class)
                .optional();
    }

    void setApprove(WorkflowKind kind, boolean approve) {
        database.sql("INSERT INTO subscriptions.workflow_modes (kind, approve) VALUES (?, ?)"
                        + " ON CONFLICT (kind) DO UPDATE SET approve = EXCLUDED.approve")
                .params(kind.name(), approve)
                .update();
    }

    void insert(Workflow workflow) {
        database.sql("INSERT INTO subscriptions.workflows (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)")
                .param(workflow.id())
                .param(workflow.kind().name())
                .param(workflow.subjectId())
                .param(workflow.apiId())
                .param(workflow.requester())
                .param(workflow.description())
                .param(json.writeValueAsString(workflow.properties()))
                .param(workflow.status().name())
                .param(workflow.reason())
                .param(workflow.createdAt().atOffset(ZoneOffset.UTC))
                .param(workflow.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void removeOpen(UUID subjectId) {
        database.sql("DELETE FROM subscriptions.workflows WHERE subject_id = ? AND status = 'CREATED'")
                .param(subjectId)
                .update();
    }

    long countOpen(@Nullable WorkflowKind kind) {
        return database.sql("SELECT count(*)" + OPEN)
                .param("kind", kind == null ? "" : kind.name())
                .query(Long.class)
                .single();
    }

    /** Oldest first. */
    List<Workflow> open(@Nullable WorkflowKind kind, Page page) {
        return database.sql(
                        "SELECT " + COLUMNS + OPEN + " ORDER BY created_at, workflow_id LIMIT :limit OFFSET :offset")
                .param("kind", kind == null ? "" : kind.name())
                .param("limit", page.limit())
                .param("offset", page.offset())
                .query(this::workflow)
                .list();
    }

    Optional<Workflow> find(UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM subscriptions.workflows WHERE workflow_id = ?")
                .param(id)
                .query(this::workflow)
                .optional();
    }

    /** Held until the transaction ends, so that it is decided once. */
    Optional<Workflow> hold(UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM subscriptions.workflows WHERE workflow_id = ? FOR UPDATE")
                .param(id)
                .query(this::workflow)
                .optional();
    }

    Workflow decide(UUID id, WorkflowStatus status, String reason, String actor, Instant now) {
        return database.sql("UPDATE subscriptions.workflows SET status = ?, reason = ?, decided_by = ?, updated_at = ?"
                        + " WHERE workflow_id = ? RETURNING " + COLUMNS)
                .params(status.name(), reason, actor, now.atOffset(ZoneOffset.UTC), id)
                .query(this::workflow)
                .single();
    }

    private Workflow workflow(ResultSet row, int number) throws SQLException {
        Map<String, String> properties = new HashMap<>();
        json.readTree(row.getString("properties"))
                .properties()
                .forEach(property ->
                        properties.put(property.getKey(), property.getValue().asString("")));
        return new Workflow(
                row.getObject("workflow_id", UUID.class),
                WorkflowKind.valueOf(row.getString("kind")),
                row.getObject("subject_id", UUID.class),
                row.getObject("api_id", UUID.class),
                row.getString("requester"),
                row.getString("description"),
                properties,
                WorkflowStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
