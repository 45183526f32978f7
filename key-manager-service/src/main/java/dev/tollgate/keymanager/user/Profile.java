package dev.tollgate.keymanager.user;

/** What a user's account says beside the name and the roles; never null, empty where nothing is said. */
public record Profile(String givenName, String familyName, String email) {

    public static final Profile EMPTY = new Profile("", "", "");
}
