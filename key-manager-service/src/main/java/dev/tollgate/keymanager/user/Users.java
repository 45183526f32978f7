package dev.tollgate.keymanager.user;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.instant;
import static dev.tollgate.keymanager.sql.Columns.instantOrNull;
import static dev.tollgate.keymanager.sql.Columns.strings;
import static dev.tollgate.keymanager.sql.Columns.uuid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The users, as stored. User names are compared without regard to case. */
@Repository
public class Users {

    private static final String SELECT = """
        SELECT u.*, ARRAY(SELECT r.name FROM users.user_roles ur JOIN users.roles r USING (role_id)
                          WHERE ur.user_id = u.user_id) AS roles
        FROM users.users u
        """;

    private final JdbcClient jdbc;

    Users(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<User> byName(String userName) {
        return jdbc.sql(SELECT + "WHERE lower(u.user_name) = lower(?)")
                .param(userName)
                .query(Users::user)
                .optional();
    }

    public Optional<User> byId(UUID id) {
        return jdbc.sql(SELECT + "WHERE u.user_id = ?")
                .param(id)
                .query(Users::user)
                .optional();
    }

    Optional<StoredPassword> passwordOf(String userName) {
        return jdbc.sql(SELECT + "WHERE lower(u.user_name) = lower(?)")
                .param(userName)
                .query((row, number) -> new StoredPassword(user(row, number), row.getString("password_hash")))
                .optional();
    }

    boolean any() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM users.users)")
                .query(Boolean.class)
                .single();
    }

    /** In the order of names; a name limits the list to that one. */
    public List<User> list(@Nullable String userName, int offset, int limit) {
        return jdbc.sql(SELECT + """
            WHERE ?::text IS NULL OR lower(u.user_name) = lower(?)
            ORDER BY lower(u.user_name) OFFSET ? LIMIT ?\
            """)
                .param(userName)
                .param(userName)
                .param(offset)
                .param(limit)
                .query(Users::user)
                .list();
    }

    public long count(@Nullable String userName) {
        return jdbc.sql("SELECT count(*) FROM users.users u WHERE ?::text IS NULL OR lower(u.user_name) = lower(?)")
                .param(userName)
                .param(userName)
                .query(Long.class)
                .single();
    }

    public List<User> withRole(String role) {
        return jdbc.sql(SELECT + """
            WHERE u.user_id IN (SELECT ur.user_id FROM users.user_roles ur JOIN users.roles r USING (role_id)
                                WHERE r.name = ?)
            ORDER BY lower(u.user_name)\
            """).param(role).query(Users::user).list();
    }

    /** A taken name fails with a duplicate key. */
    void insert(UUID id, String userName, String passwordHash, Profile profile) {
        jdbc.sql("""
            INSERT INTO users.users
                (user_id, user_name, password_hash, given_name, family_name, email)
            VALUES (?, ?, ?, ?, ?, ?)\
            """)
                .param(id)
                .param(userName)
                .param(passwordHash)
                .param(profile.givenName())
                .param(profile.familyName())
                .param(profile.email())
                .update();
    }

    void updateProfile(UUID id, Profile profile) {
        jdbc.sql("""
            UPDATE users.users SET given_name = ?, family_name = ?, email = ?, updated_at = now()
            WHERE user_id = ?\
            """)
                .params(profile.givenName(), profile.familyName(), profile.email(), id)
                .update();
    }

    void updatePassword(UUID id, String passwordHash) {
        jdbc.sql("UPDATE users.users SET password_hash = ?, updated_at = now() WHERE user_id = ?")
                .params(passwordHash, id)
                .update();
    }

    void updateDisabled(UUID id, boolean disabled) {
        jdbc.sql("UPDATE users.users SET disabled = ?, updated_at = now() WHERE user_id = ?")
                .params(disabled, id)
                .update();
    }

    void endTokens(UUID id, Instant validFrom) {
        jdbc.sql("UPDATE users.users SET tokens_valid_from = ?, updated_at = now() WHERE user_id = ?")
                .params(at(validFrom), id)
                .update();
    }

    void replaceRoles(UUID id, Collection<String> roles) {
        jdbc.sql("DELETE FROM users.user_roles WHERE user_id = ?").param(id).update();
        jdbc.sql("""
            INSERT INTO users.user_roles (user_id, role_id)
            SELECT ?, role_id FROM users.roles WHERE name = ANY (?)\
            """).params(id, array(roles)).update();
        jdbc.sql("UPDATE users.users SET updated_at = now() WHERE user_id = ?")
                .param(id)
                .update();
    }

    /** The name stays retired: what the user owned by name must not fall to somebody else. */
    void delete(UUID id) {
        jdbc.sql("""
            WITH gone AS (DELETE FROM users.users WHERE user_id = ? RETURNING user_name)
            INSERT INTO users.retired_names (user_name) SELECT lower(user_name) FROM gone\
            """).param(id).update();
    }

    boolean retired(String userName) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM users.retired_names WHERE user_name = lower(?))")
                .param(userName)
                .query(Boolean.class)
                .single();
    }

    /** Serialises what must see the present set of administrators. */
    void lockAccounts() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('tollgate users'))")
                .query((row, number) -> true)
                .list();
    }

    private static User user(ResultSet row, int number) throws SQLException {
        return new User(
                uuid(row, "user_id"),
                row.getString("user_name"),
                row.getString("given_name"),
                row.getString("family_name"),
                row.getString("email"),
                row.getBoolean("disabled"),
                new TreeSet<>(strings(row, "roles")),
                instantOrNull(row, "tokens_valid_from"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    record StoredPassword(User user, String hash) {}
}
