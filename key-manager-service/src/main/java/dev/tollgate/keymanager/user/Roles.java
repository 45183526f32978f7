package dev.tollgate.keymanager.user;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.uuid;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The roles, as stored. */
@Repository
public class Roles {

    private final JdbcClient jdbc;

    Roles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Role> all() {
        return jdbc.sql("SELECT * FROM users.roles ORDER BY name")
                .query(Roles::role)
                .list();
    }

    public Optional<Role> byId(UUID id) {
        return jdbc.sql("SELECT * FROM users.roles WHERE role_id = ?")
                .param(id)
                .query(Roles::role)
                .optional();
    }

    Set<String> missing(Collection<String> names) {
        Set<String> missing = new HashSet<>(names);
        jdbc.sql("SELECT name FROM users.roles WHERE name = ANY (?)")
                .param(array(names))
                .query(String.class)
                .list()
                .forEach(missing::remove);
        return missing;
    }

    /** A taken name fails with a duplicate key. */
    public Role insert(String name) {
        Role role = new Role(UUID.randomUUID(), name, false);
        jdbc.sql("INSERT INTO users.roles (role_id, name) VALUES (?, ?)")
                .params(role.id(), role.name())
                .update();
        return role;
    }

    public void delete(UUID id) {
        jdbc.sql("DELETE FROM users.roles WHERE role_id = ?").param(id).update();
    }

    private static Role role(ResultSet row, int number) throws SQLException {
        return new Role(uuid(row, "role_id"), row.getString("name"), row.getBoolean("built_in"));
    }
}
