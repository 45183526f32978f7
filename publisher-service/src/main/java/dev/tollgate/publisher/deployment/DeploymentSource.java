package dev.tollgate.publisher.deployment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.platform.feed.FeedSource;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiDocument;
import dev.tollgate.publisher.backend.BackendNetworks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What gateways of an environment hold: the deployed revisions, and where backends may stand. */
@Component
class DeploymentSource implements FeedSource {

    private static final String KEY_PREFIX = Api.key(new UUID(0, 0)).substring(0, 4);
    private static final String SELECT = """
        SELECT a.id, a.provider, a.state, a.serves_default, a.deprecated_at, a.sunset, d.revision_id,
            r.number
        FROM apis.deployments d
        JOIN apis.apis a ON a.id = d.api_id
        JOIN apis.revisions r ON r.id = d.revision_id
        WHERE d.environment = ?
        """;
    private static final int DOCUMENTS_AT_ONCE = 500;

    private final BackendNetworks networks;
    // a revision never changes, so neither does what is made of it
    private final Cache<UUID, DeployedApi> byRevision =
            Caffeine.newBuilder().maximumSize(20_000).build();

    DeploymentSource(BackendNetworks networks) {
        this.networks = networks;
    }

    @Override
    public List<String> outboxes() {
        return List.of("apis");
    }

    @Override
    public List<FeedItem> snapshot(JdbcClient database, String environment) {
        var items = new ArrayList<FeedItem>();
        items.add(networks(database));
        List<Row> rows = database.sql(SELECT + "ORDER BY a.id")
                .param(environment)
                .query((row, number) -> row(row))
                .list();
        items.addAll(items(database, rows));
        return items;
    }

    @Override
    public List<FeedItem> read(JdbcClient database, String environment, Collection<String> keys) {
        var items = new ArrayList<FeedItem>();
        var asked = new HashMap<UUID, String>();
        for (String key : keys) {
            if (key.equals(BackendNetworks.KEY)) {
                items.add(networks(database));
            } else if (key.startsWith(KEY_PREFIX)) {
                ApiAccess.uuid(key.substring(KEY_PREFIX.length())).ifPresent(id -> asked.put(id, key));
            }
        }
        if (!asked.isEmpty()) {
            List<Row> rows = database.sql(SELECT + "AND d.api_id = ANY (?) ORDER BY a.id")
                    .param(environment)
                    .param(asked.keySet().toArray(UUID[]::new))
                    .query((row, number) -> row(row))
                    .list();
            items.addAll(items(database, rows));
            rows.forEach(row -> asked.remove(row.apiId()));
            asked.values().stream()
                    .sorted()
                    .forEach(key -> items.add(FeedItem.newBuilder().setKey(key).build()));
        }
        return items;
    }

    private record Row(
            UUID apiId,
            String provider,
            String state,
            boolean defaultVersion,
            long deprecatedAt,
            long sunset,
            UUID revisionId,
            int revisionNumber) {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("provider"),
                row.getString("state"),
                row.getBoolean("serves_default"),
                seconds(row.getTimestamp("deprecated_at")),
                seconds(row.getTimestamp("sunset")),
                row.getObject("revision_id", UUID.class),
                row.getInt("number"));
    }

    private static long seconds(@Nullable Timestamp time) {
        return time == null ? 0 : time.toInstant().getEpochSecond();
    }

    private List<FeedItem> items(JdbcClient database, List<Row> rows) {
        Map<UUID, DeployedApi> compiled = compiled(database, rows);
        var items = new ArrayList<FeedItem>();
        for (Row row : rows) {
            DeployedApi revision = compiled.get(row.revisionId());
            if (revision == null) {
                throw new IllegalStateException("revision " + row.revisionId() + " is deployed and has no document");
            }
            items.add(FeedItem.newBuilder()
                    .setKey(Api.key(row.apiId()))
                    .setApi(revision.toBuilder()
                            .setApiId(row.apiId().toString())
                            .setRevisionId(row.revisionId().toString())
                            .setRevisionNumber(row.revisionNumber())
                            .setProvider(row.provider())
                            .setDefaultVersion(row.defaultVersion())
                            .setDeprecatedAt(row.deprecatedAt())
                            .setSunset(row.sunset())
                            .setLifeCycleState(LifeCycleState.valueOf("LIFE_CYCLE_STATE_" + row.state())))
                    .build());
        }
        return items;
    }

    private Map<UUID, DeployedApi> compiled(JdbcClient database, List<Row> rows) {
        var compiled = new HashMap<UUID, DeployedApi>();
        var missing = new ArrayList<UUID>();
        for (Row row : rows) {
            DeployedApi known = byRevision.getIfPresent(row.revisionId());
            if (known == null) {
                missing.add(row.revisionId());
            } else {
                compiled.put(row.revisionId(), known);
            }
        }
        for (int from = 0; from < missing.size(); from += DOCUMENTS_AT_ONCE) {
            List<UUID> some = missing.subList(from, Math.min(missing.size(), from + DOCUMENTS_AT_ONCE));
            database.sql("SELECT id, document FROM apis.revisions WHERE id = ANY (?)")
                    .param(some.toArray(UUID[]::new))
                    .query((row, number) -> {
                        UUID id = row.getObject("id", UUID.class);
                        DeployedApi api = DeployedApis.of(ApiDocument.stored(row.getString("document")));
                        byRevision.put(id, api);
                        compiled.put(id, api);
                        return id;
                    })
                    .list();
        }
        return compiled;
    }

    private FeedItem networks(JdbcClient database) {
        return FeedItem.newBuilder()
                .setKey(BackendNetworks.KEY)
                .setBackendNetworks(dev.tollgate.contract.deployment.BackendNetworks.newBuilder()
                        .addAllCidrs(networks.listed(database)))
                .build();
    }
}
