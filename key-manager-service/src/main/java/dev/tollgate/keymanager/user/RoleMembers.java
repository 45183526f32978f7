package dev.tollgate.keymanager.user;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who has a role, seen from the role. Members are named by their id or their user name. */
@Service
@Transactional
public class RoleMembers {

    private final Roles roles;
    private final Users users;
    private final UserAccounts accounts;

    RoleMembers(Roles roles, Users users, UserAccounts accounts) {
        this.roles = roles;
        this.users = users;
        this.accounts = accounts;
    }

    public Role create(String name, Set<String> members) {
        Role role = roles.insert(name);
        change(role, members, Set.of());
        return role;
    }

    /** The members' ids. */
    public Set<String> of(Role role) {
        return users.withRole(role.name()).stream()
                .map(user -> user.id().toString())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public void change(Role role, Set<String> added, Set<String> removed) {
        for (String member : added) {
            User user = find(member);
            Set<String> names = new TreeSet<>(user.roles());
            if (names.add(role.name())) {
                accounts.changeRoles(user, names);
            }
        }
        for (String member : removed) {
            User user = find(member);
            Set<String> names = new TreeSet<>(user.roles());
            if (names.remove(role.name())) {
                accounts.changeRoles(user, names);
            }
        }
    }

    public void replace(Role role, Set<String> members) {
        Set<String> ids =
                members.stream().map(member -> find(member).id().toString()).collect(Collectors.toSet());
        Set<String> gone = of(role);
        gone.removeAll(ids);
        change(role, ids, gone);
    }

    public void delete(Role role) {
        change(role, Set.of(), of(role));
        roles.delete(role.id());
    }

    private User find(String idOrName) {
        try {
            var byId = users.byId(UUID.fromString(idOrName));
            if (byId.isPresent()) {
                return byId.get();
            }
        } catch (IllegalArgumentException notAnId) {
            // a name, then
        }
        return users.byName(idOrName)
                .orElseThrow(() -> new RefusedException(CommonError.BAD_REQUEST, "There is no user " + idOrName + "."));
    }
}
