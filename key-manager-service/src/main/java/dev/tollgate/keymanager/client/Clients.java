package dev.tollgate.keymanager.client;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.strings;
import static dev.tollgate.keymanager.sql.Columns.uuidOrNull;

import dev.tollgate.keymanager.secret.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clients, as stored. */
@Repository
public class Clients {

    private static final String FIRST_PARTY = "FIRST_PARTY";

    private final JdbcClient jdbc;

    Clients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Client> find(String consumerKey) {
        return jdbc.sql("SELECT * FROM keys.clients WHERE consumer_key = ?")
                .param(consumerKey)
                .query(Clients::client)
                .optional();
    }

    /** With the hashes of the secrets that are valid now: one round trip for each request of a client. */
    Optional<WithSecrets> withSecrets(String consumerKey) {
        return jdbc.sql("""
            SELECT c.*, ARRAY(SELECT s.secret_hash FROM keys.client_secrets s
                              WHERE s.consumer_key = c.consumer_key
                                AND (s.expires_at IS NULL OR s.expires_at > now())) AS secret_hashes
            FROM keys.clients c WHERE c.consumer_key = ?\
            """)
                .param(consumerKey)
                .query((row, number) -> new WithSecrets(
                        client(row, number),
                        Arrays.stream((byte[][]) row.getArray("secret_hashes").getArray())
                                .map(Hash::known)
                                .toList()))
                .optional();
    }

    Optional<Client> byIdempotencyKey(String key) {
        return jdbc.sql("SELECT * FROM keys.clients WHERE idempotency_key = ?")
                .param(key)
                .query(Clients::client)
                .optional();
    }

    Optional<Client> registered(String owner, String name) {
        return jdbc.sql("SELECT * FROM keys.clients WHERE origin = 'REGISTRATION' AND owner = ? AND name = ?")
                .params(owner, name)
                .query(Clients::client)
                .optional();
    }

    public boolean anyWith(GrantType grant) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM keys.clients WHERE ? = ANY (grant_types))")
                .param(grant.wireName())
                .query(Boolean.class)
                .single();
    }

    /** False where the idempotency key, or the owner's name for it, is taken. */
    boolean insert(Client client, @Nullable String idempotencyKey) {
        return jdbc.sql("""
            INSERT INTO keys.clients (consumer_key, name, owner, origin, application_id, key_type, grant_types,
                callback_urls, opaque_tokens, token_life_s, scopes, public_client, idempotency_key, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING\
            """)
                        .param(client.consumerKey())
                        .param(client.name())
                        .param(client.owner())
                        .param(client.actsForOwner() ? "REGISTRATION" : "APPLICATION")
                        .param(client.applicationId())
                        .param(client.keyType().name())
                        .param(array(client.grantTypes()))
                        .param(array(client.callbackUrls()))
                        .param(client.opaqueTokens())
                        .param(client.tokenLife().toSeconds())
                        .param(array(client.scopes()))
                        .param(client.publicClient())
                        .param(idempotencyKey)
                        .param(at(client.createdAt()))
                        .update()
                == 1;
    }

    /** Makes one of the platform's own clients, or brings it up to date; several nodes may do so at once. */
    void putFirstParty(Client client) {
        jdbc.sql("""
            INSERT INTO keys.clients AS c (consumer_key, name, owner, origin, key_type, grant_types, callback_urls,
                opaque_tokens, token_life_s, scopes, public_client, sign_out_urls, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (consumer_key) DO UPDATE SET name = excluded.name, grant_types = excluded.grant_types,
                callback_urls = excluded.callback_urls, scopes = excluded.scopes, sign_out_urls = excluded.sign_out_urls
            WHERE c.origin = excluded.origin\
            """)
                .param(client.consumerKey())
                .param(client.name())
                .param(client.owner())
                .param(FIRST_PARTY)
                .param(client.keyType().name())
                .param(array(client.grantTypes()))
                .param(array(client.callbackUrls()))
                .param(client.opaqueTokens())
                .param(client.tokenLife().toSeconds())
                .param(array(client.scopes()))
                .param(client.publicClient())
                .param(array(client.signOutUrls()))
                .param(at(client.createdAt()))
                .update();
    }

    void update(
            String consumerKey,
            Set<String> grantTypes,
            Collection<String> callbackUrls,
            boolean opaqueTokens,
            Duration tokenLife,
            String owner) {
        jdbc.sql("""
            UPDATE keys.clients SET grant_types = ?, callback_urls = ?, opaque_tokens = ?, token_life_s = ?,
                owner = coalesce(nullif(?, ''), owner)
            WHERE consumer_key = ?\
            """)
                .params(array(grantTypes), array(callbackUrls), opaqueTokens, tokenLife.toSeconds(), owner, consumerKey)
                .update();
    }

    boolean delete(String consumerKey) {
        return jdbc.sql("DELETE FROM keys.clients WHERE consumer_key = ?")
                        .param(consumerKey)
                        .update()
                == 1;
    }

    private static Client client(ResultSet row, int number) throws SQLException {
        return new Client(
                row.getString("consumer_key"),
                row.getString("name"),
                row.getString("owner"),
                uuidOrNull(row, "application_id"),
                KeyType.valueOf(row.getString("key_type")),
                Set.copyOf(strings(row, "grant_types")),
                strings(row, "callback_urls"),
                row.getBoolean("opaque_tokens"),
                Duration.ofSeconds(row.getLong("token_life_s")),
                strings(row, "scopes"),
                row.getBoolean("public_client"),
                row.getString("origin").equals(FIRST_PARTY),
                strings(row, "sign_out_urls"),
                instant(row, "created_at"));
    }

    record WithSecrets(Client client, List<Hash> secretHashes) {}
}
