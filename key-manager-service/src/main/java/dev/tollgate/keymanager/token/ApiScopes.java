package dev.tollgate.keymanager.token;

import static dev.tollgate.keymanager.sql.Columns.array;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The scopes of APIs, which providers bind to roles: the Publisher's view {@code registry.scopes_v1 (scope text, roles text[])},
 * where no roles mean everyone. Until the view is there and granted, no API has scopes.
 */
@Repository
class ApiScopes {

    private final JdbcClient jdbc;
    private volatile boolean readable;

    ApiScopes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The requested scopes of APIs that one of the roles may hold; a name bound in several APIs needs a role of each. The
     * platform's own scopes are never an API's to give. */
    Set<String> granted(Collection<String> requested, Collection<String> roles) {
        if (requested.isEmpty() || !readable()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("""
            SELECT scope FROM registry.scopes_v1
            WHERE scope = ANY (?) AND scope NOT IN (SELECT name FROM keys.scopes)
            GROUP BY scope HAVING bool_and(roles = '{}' OR roles && ?::text[])\
            """)
                .params(array(requested), array(roles))
                .query(String.class)
                .list());
    }

    /** Those of the names that an API binds to roles. */
    Set<String> bound(Collection<String> names) {
        if (names.isEmpty() || !readable()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("SELECT DISTINCT scope FROM registry.scopes_v1 WHERE scope = ANY (?)")
                .param(array(names))
                .query(String.class)
                .list());
    }

    private boolean readable() {
        if (!readable) {
            readable = jdbc.sql("""
                SELECT EXISTS (
                    SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'registry' AND c.relname = 'scopes_v1'
                      AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))\
                """).query(Boolean.class).single();
        }
        return readable;
    }
}
