package dev.tollgate.keymanager.token;

import static dev.tollgate.keymanager.sql.Columns.array;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which roles may hold which scopes. */
@Repository
public class ScopeBindings {

    private final JdbcClient jdbc;

    ScopeBindings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every scope that one of the roles may hold. */
    public Set<String> of(Collection<String> roles) {
        if (roles.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("SELECT name FROM keys.scopes WHERE roles && ?::text[]")
                .param(array(roles))
                .query(String.class)
                .list());
    }

    /** The requested scopes that one of the roles may hold. */
    Set<String> granted(Collection<String> requested, Collection<String> roles) {
        if (requested.isEmpty() || roles.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("SELECT name FROM keys.scopes WHERE name = ANY (?) AND roles && ?::text[]")
                .params(array(requested), array(roles))
                .query(String.class)
                .list());
    }
}
