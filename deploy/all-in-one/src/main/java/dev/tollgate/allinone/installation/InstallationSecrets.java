package dev.tollgate.allinone.installation;

import dev.tollgate.provision.database.RolePasswords;
import dev.tollgate.provision.database.ServiceSchemas;
import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.Secrets;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The passwords of an installation, made at its first start and kept in its data directory (0600). */
public record InstallationSecrets(String adminPassword, RolePasswords roles, boolean firstStart) {

    public static final String ADMIN = "admin";

    private static final String ADMIN_KEY = "admin-password";
    private static final String ROLE_KEY = "role.";

    public static InstallationSecrets open(DataDirectory data, Options options) {
        try {
            return Files.exists(data.secrets()) ? read(data) : make(data, options);
        } catch (IOException e) {
            throw new ProvisionException(
                    "Could not read or write " + data.secrets() + " (" + e.getMessage()
                            + "): start as the user who owns it.",
                    e);
        }
    }

    private static InstallationSecrets make(DataDirectory data, Options options) throws IOException {
        Optional<String> given = options.adminPassword();
        if (!options.loopback()) {
            given.ifPresent(CommonPasswords::refuse);
        }
        RolePasswords roles = RolePasswords.random();
        String admin = given.orElseGet(Secrets::random);
        StringBuilder text =
                new StringBuilder("# Passwords of this installation, made at its first start. Keep them.\n");
        text.append(ADMIN_KEY).append('=').append(escaped(admin)).append('\n');
        roles.byRole().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(role -> text.append(ROLE_KEY)
                        .append(role.getKey())
                        .append('=')
                        .append(role.getValue())
                        .append('\n'));
        Secrets.write(data.secrets(), text.toString());
        Secrets.write(
                data.credentials(), Json.text(Map.of(ADMIN, Json.object("username", ADMIN, "password", admin))) + "\n");
        return new InstallationSecrets(admin, roles, true);
    }

    private static InstallationSecrets read(DataDirectory data) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.secrets())) {
            properties.load(reader);
        }
        Map<String, String> roles = new LinkedHashMap<>();
        for (String role : ServiceSchemas.roles()) {
            roles.put(role, properties.getProperty(ROLE_KEY + role, ""));
        }
        String admin = properties.getProperty(ADMIN_KEY, "");
        try {
            if (admin.isEmpty()) {
                throw new IllegalArgumentException("no " + ADMIN_KEY);
            }
            return new InstallationSecrets(admin, new RolePasswords(roles), false);
        } catch (IllegalArgumentException e) {
            throw new ProvisionException(
                    "The file " + data.secrets() + " is damaged (" + e.getMessage()
                            + "): put a copy back, or remove it so that new passwords are made (the administrator's"
                            + " stays).",
                    e);
        }
    }

    /** As java.util.Properties reads it. */
    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        value.chars().forEach(c -> {
            if (c < ' ' || c > '~') {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.append(c == '\\' || c == ' ' ? "\\" : "").append((char) c);
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return "InstallationSecrets";
    }
}
