package dev.tollgate.keymanager.user;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles that exist from the first start and cannot be deleted. */
public enum BuiltInRole {
    ADMIN("admin"),
    CREATOR("Internal/creator"),
    PUBLISHER("Internal/publisher"),
    SUBSCRIBER("Internal/subscriber");

    private final String roleName;

    BuiltInRole(String roleName) {
        this.roleName = roleName;
    }

    public String roleName() {
        return roleName;
    }

    static Set<String> all() {
        return Arrays.stream(values()).map(BuiltInRole::roleName).collect(Collectors.toSet());
    }
}
