package dev.tollgate.store.catalogue;

import dev.tollgate.platform.auth.Caller;
import java.util.Set;

/**
 * Whose eyes see the catalogue.
 *
 * @param userName empty when signed out
 */
public record Viewer(String userName, Set<String> roles) {

    private static final String ADMINISTRATOR = "admin";

    public static Viewer of(Caller caller) {
        return new Viewer(caller.userName(), caller.roles());
    }

    boolean signedIn() {
        return !userName.isEmpty();
    }

    boolean seesAll() {
        return roles.contains(ADMINISTRATOR);
    }
}
