package dev.tollgate.provision.database;

import dev.tollgate.provision.server.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** One password for each role of the database. */
public record RolePasswords(Map<String, String> byRole) {

    public RolePasswords {
        byRole = Map.copyOf(byRole);
        for (String role : ServiceSchemas.roles()) {
            if (byRole.getOrDefault(role, "").isBlank()) {
                throw new IllegalArgumentException("no password for the database role " + role);
            }
        }
    }

    public static RolePasswords random() {
        Map<String, String> passwords = new LinkedHashMap<>();
        ServiceSchemas.roles().forEach(role -> passwords.put(role, Secrets.random()));
        return new RolePasswords(passwords);
    }

    public String of(String role) {
        String password = byRole.get(role);
        if (password == null) {
            throw new IllegalArgumentException("no such role: " + role);
        }
        return password;
    }

    /** The roles alone: passwords are in no log. */
    @Override
    public String toString() {
        return "RolePasswords" + new TreeMap<>(byRole).keySet();
    }
}
