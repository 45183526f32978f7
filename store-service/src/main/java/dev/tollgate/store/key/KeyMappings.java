package dev.tollgate.store.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of key mappings. A claim is a lease on a row by whoever works on it now; the database's clock counts it, so that
 * any node takes over what another left.
 */
final class KeyMappings {

    private static final String COLUMNS = "key_mapping_id, application_id, key_type, state, consumer_key";
    private static final String LATER = "clock_timestamp() + make_interval(secs => :seconds)";

    private final JdbcClient database;

    KeyMappings(JdbcClient database) {
        this.database = database;
    }

    /**
     * A mapping that is the caller's to complete.
     *
     * @param fresh nobody has tried before
     */
    record Claimed(KeyMapping mapping, boolean fresh) {}

    /** A new mapping, or an abandoned one to be completed; empty where keys exist or are being made now. */
    Optional<Claimed> begin(UUID applicationId, KeyType keyType, String keyManager, Duration claim) {
        return database.sql("INSERT INTO subscriptions.application_keys AS k (key_mapping_id, application_id, key_type,"
                        + " key_manager, state, claimed_until, created_at) VALUES (:id, :application, :type,"
                        + " :manager, 'CREATING', " + LATER
                        + ", clock_timestamp()) ON CONFLICT (application_id, key_type, key_manager) WHERE state <>"
                        + " 'DELETING' DO UPDATE SET claimed_until = EXCLUDED.claimed_until WHERE k.state = 'CREATING'"
                        + " AND k.claimed_until < clock_timestamp() RETURNING (xmax = 0) AS fresh, "
                        + COLUMNS)
                .param("id", UUID.randomUUID())
                .param("application", applicationId)
                .param("type", keyType.name())
                .param("manager", keyManager)
                .param("seconds", claim.toSeconds())
                .query((row, number) -> new Claimed(mapping(row, number), row.getBoolean("fresh")))
                .optional();
    }

    /** False where the application or the mapping was given up meanwhile. */
    boolean approve(UUID id, String consumerKey) {
        return database.sql("UPDATE subscriptions.application_keys SET state = 'APPROVED', consumer_key = :key"
                                + " WHERE key_mapping_id = :id AND state = 'CREATING'")
                        .param("id", id)
                        .param("key", consumerKey)
                        .update()
                == 1;
    }

    /** Lets others take over at once. */
    void release(UUID id) {
        database.sql("UPDATE subscriptions.application_keys SET claimed_until = clock_timestamp() WHERE"
                        + " key_mapping_id = ?")
                .param(id)
                .update();
    }

    List<KeyMapping> of(UUID applicationId) {
        return database.sql("SELECT " + COLUMNS
                        + " FROM subscriptions.application_keys WHERE application_id = ? AND state <>"
                        + " 'DELETING' ORDER BY key_type, created_at")
                .param(applicationId)
                .query(KeyMappings::mapping)
                .list();
    }

    void remove(UUID id) {
        database.sql("DELETE FROM subscriptions.application_keys WHERE key_mapping_id = ?")
                .param(id)
                .update();
    }

    /** In the transaction that deletes the application: its clients and API keys are to be deleted after it. */
    void depart(UUID applicationId) {
        database.sql("UPDATE subscriptions.application_keys SET state = 'DELETING', claimed_until = clock_timestamp()"
                        + " WHERE application_id = ?")
                .param(applicationId)
                .update();
        database.sql("INSERT INTO subscriptions.departed_applications (application_id, claimed_until) VALUES (?,"
                        + " clock_timestamp())")
                .param(applicationId)
                .update();
    }

    /** Some mappings whose clients are to be deleted, for this caller alone until the claim ends. */
    List<KeyMapping> claimDeleting(int most, Duration claim) {
        return database.sql("UPDATE subscriptions.application_keys SET claimed_until = " + LATER
                        + " WHERE key_mapping_id IN (SELECT key_mapping_id FROM subscriptions.application_keys WHERE"
                        + " state = 'DELETING' AND claimed_until <= clock_timestamp() ORDER BY claimed_until LIMIT"
                        + " :most FOR UPDATE SKIP LOCKED) RETURNING " + COLUMNS)
                .param("seconds", claim.toSeconds())
                .param("most", most)
                .query(KeyMappings::mapping)
                .list();
    }

    List<UUID> claimDeparted(int most, Duration claim) {
        return database.sql("UPDATE subscriptions.departed_applications SET claimed_until = " + LATER
                        + " WHERE application_id IN (SELECT application_id FROM subscriptions.departed_applications"
                        + " WHERE claimed_until <= clock_timestamp() ORDER BY claimed_until LIMIT :most"
                        + " FOR UPDATE SKIP LOCKED) RETURNING application_id")
                .param("seconds", claim.toSeconds())
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    void forget(UUID departedApplicationId) {
        database.sql("DELETE FROM subscriptions.departed_applications WHERE application_id = ?")
                .param(departedApplicationId)
                .update();
    }

    private static KeyMapping mapping(ResultSet row, int number) throws SQLException {
        return new KeyMapping(
                row.getObject("key_mapping_id", UUID.class),
                row.getObject("application_id", UUID.class),
                KeyType.valueOf(row.getString("key_type")),
                KeyMapping.State.valueOf(row.getString("state")),
                row.getString("consumer_key"));
    }
}
