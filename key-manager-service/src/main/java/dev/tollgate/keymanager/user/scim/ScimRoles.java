package dev.tollgate.keymanager.user.scim;

import dev.tollgate.keymanager.PublicUrl;
import dev.tollgate.keymanager.user.Role;
import dev.tollgate.keymanager.user.RoleMembers;
import dev.tollgate.keymanager.user.Roles;
import dev.tollgate.keymanager.user.Users;
import dev.tollgate.keymanager.user.scim.PatchRequest.Change;
import dev.tollgate.keymanager.user.scim.PatchRequest.Verb;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /scim2/Roles} in WSO2's shape, members by PATCH, and the same as groups to read. */
@RestController
@RequestMapping(
        path = "/scim2",
        produces = {Scim.MEDIA_TYPE, Scim.JSON})
@Scopes("apim:admin")
class ScimRoles {

    private static final Pattern ROLE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@/ -]{0,99}");

    private final Roles roles;
    private final RoleMembers members;
    private final Users users;
    private final PublicUrl publicUrl;

    ScimRoles(Roles roles, RoleMembers members, Users users, PublicUrl publicUrl) {
        this.roles = roles;
        this.members = members;
        this.users = users;
        this.publicUrl = publicUrl;
    }

    /** What a client sends to make a role. */
    record NewRole(@Nullable String displayName, @Nullable JsonNode users) {}

    @GetMapping("/Groups")
    Scim.ListResponse<Scim.Collected> groups(@RequestParam @Nullable String filter) {
        return list(filter, "Group");
    }

    @GetMapping("/Groups/{id}")
    Scim.Collected group(@PathVariable String id) {
        Role role = find(id);
        return Scim.group(role, users.withRole(role.name()), publicUrl.value());
    }

    @GetMapping("/Roles")
    Scim.ListResponse<Scim.Collected> roles(@RequestParam @Nullable String filter) {
        return list(filter, "Role");
    }

    @GetMapping("/Roles/{id}")
    Scim.Collected role(@PathVariable String id) {
        Role role = find(id);
        return Scim.role(role, users.withRole(role.name()), publicUrl.value());
    }

    @PostMapping("/Roles")
    ResponseEntity<Scim.Collected> create(@RequestBody NewRole request) {
        String name = request.displayName();
        if (name == null || !ROLE_NAME.matcher(name).matches()) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "displayName is up to 100 letters, digits, spaces and . _ @ / -.");
        }
        Set<String> first = request.users() == null
                ? Set.of()
                : new LinkedHashSet<>(new Change(Verb.ADD, "users", null, request.users()).texts());
        Role role = members.create(name, first);
        Scim.Collected made = Scim.role(role, users.withRole(role.name()), publicUrl.value());
        return ResponseEntity.created(URI.create(made.meta().location())).body(made);
    }

    @PatchMapping("/Roles/{id}")
    Scim.Collected change(@PathVariable String id, @RequestBody PatchRequest request) {
        Role role = find(id);
        for (Change change : request.changes()) {
            if (!change.attribute().equals("members") && !change.attribute().equals("users")) {
                throw PatchRequest.bad("Only the members (or users) of a role can be changed.");
            }
            Set<String> named = new LinkedHashSet<>(change.texts());
            switch (change.verb()) {
                case ADD -> members.change(role, named, Set.of());
                case REMOVE -> members.change(role, Set.of(), named.isEmpty() ? members.of(role) : named);
                case REPLACE -> members.replace(role, named);
            }
        }
        return role(id);
    }

    @DeleteMapping("/Roles/{id}")
    ResponseEntity<Void> delete(@PathVariable String id) {
        Role role = find(id);
        if (role.builtIn()) {
            throw new RefusedException(CommonError.CONFLICT, "The role " + role.name() + " is built in.");
        }
        members.delete(role);
        return ResponseEntity.noContent().build();
    }

    private Scim.ListResponse<Scim.Collected> list(@Nullable String filter, String type) {
        String name = Filter.equal(filter, "displayName");
        List<Scim.Collected> found = roles.all().stream()
                .filter(role -> name == null || role.name().equals(name))
                .map(role -> type.equals("Group")
                        ? Scim.group(role, null, publicUrl.value())
                        : Scim.role(role, null, publicUrl.value()))
                .toList();
        return Scim.list(found, found.size(), 1);
    }

    private Role find(String id) {
        try {
            return roles.byId(UUID.fromString(id)).orElseThrow(ScimRoles::absent);
        } catch (IllegalArgumentException notAnId) {
            throw absent();
        }
    }

    private static RefusedException absent() {
        return new RefusedException(CommonError.NOT_FOUND, "There is no role with this id.");
    }
}
