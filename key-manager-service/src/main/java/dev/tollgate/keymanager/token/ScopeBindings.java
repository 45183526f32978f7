package dev.tollgate.keymanager.token;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.strings;

import dev.tollgate.keymanager.revocation.Revocations;
import dev.tollgate.keymanager.user.BuiltInRole;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which roles may hold which scopes of the REST APIs. */
@Repository
public class ScopeBindings {

    private static final String ADMIN_SCOPE = "apim:admin";

    private final JdbcClient jdbc;
    private final Revocations revocations;

    ScopeBindings(JdbcClient jdbc, Revocations revocations) {
        this.jdbc = jdbc;
        this.revocations = revocations;
    }

    /** One scope and the roles that may hold it. */
    public record Binding(String scope, List<String> roles) {}

    public List<Binding> all() {
        return jdbc.sql("SELECT name, roles FROM keys.scopes ORDER BY name")
                .query((row, number) -> new Binding(row.getString("name"), strings(row, "roles")))
                .list();
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

    /** Scopes not named keep their roles. */
    @Transactional
    public void replace(List<Binding> bindings) {
        for (Binding binding : bindings) {
            if (binding.scope().equals(ADMIN_SCOPE) && !binding.roles().contains(BuiltInRole.ADMIN.roleName())) {
                throw new RefusedException(
                        CommonError.BAD_REQUEST, "The role admin keeps the scope apim:admin: nobody could undo this.");
            }
            int changed = jdbc.sql("UPDATE keys.scopes SET roles = ? WHERE name = ?")
                    .params(array(binding.roles()), binding.scope())
                    .update();
            if (changed == 0) {
                throw new RefusedException(CommonError.BAD_REQUEST, "There is no scope " + binding.scope() + ".");
            }
        }
        revocations.callersChanged();
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
