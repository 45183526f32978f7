package dev.tollgate.keymanager.client;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The grants that are offered; a client has those that it asked for. */
public enum GrantType {
    AUTHORIZATION_CODE("authorization_code"),
    CLIENT_CREDENTIALS("client_credentials"),
    PASSWORD("password"),
    REFRESH_TOKEN("refresh_token");

    private final String wireName;

    GrantType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** The offered ones among the names; others (WSO2's clients ask for many) are left out, as RFC 7591 allows. */
    public static Set<String> offered(Collection<String> names) {
        return names.stream()
                .flatMap(name -> of(name).stream())
                .map(GrantType::wireName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<GrantType> of(String name) {
        return Arrays.stream(values())
                .filter(grant -> grant.wireName.equals(name.trim()))
                .findFirst();
    }
}
