package dev.tollgate.keymanager.admin;

import dev.tollgate.keymanager.user.Role;
import dev.tollgate.keymanager.user.Roles;
import dev.tollgate.platform.auth.Scopes;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Whether a role is there. */
@RestController
class AdminRoles {

    private static final String STORE = "STORE/";

    private final Roles roles;

    AdminRoles(Roles roles) {
        this.roles = roles;
    }

    /** The path ends in the role's name in URL-safe Base64. */
    @RequestMapping(path = "/api/am/admin/v4/roles/{roleId}", method = RequestMethod.HEAD)
    @Scopes({"apim:admin", "apim:role_manage"})
    ResponseEntity<Void> exists(@PathVariable String roleId) {
        String decoded = SystemScopes.decoded(roleId);
        String name = decoded.startsWith(STORE) ? decoded.substring(STORE.length()) : decoded;
        boolean known = roles.all().stream().map(Role::name).anyMatch(name::equals);
        return known ? ResponseEntity.ok().build() : ResponseEntity.notFound().build();
    }
}
