package dev.tollgate.keymanager.client;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The grants that are offered; a client has those that it asked for. */
public enum GrantType {
    AUTHORIZATION_CODE("authorization_code", true),
    CLIENT_CREDENTIALS("client_credentials", false),
    PASSWORD("password", false),
    REFRESH_TOKEN("refresh_token", true);

    private final String wireName;
    private final boolean forPublicClients;

    GrantType(String wireName, boolean forPublicClients) {
        this.wireName = wireName;
        this.forPublicClients = forPublicClients;
    }

    /** Needs no secret to be safe: who comes brings a proof of its own. */
    boolean forPublicClients() {
        return forPublicClients;
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

    static boolean forPublicClients(String name) {
        return of(name).filter(GrantType::forPublicClients).isPresent();
    }

    private static Optional<GrantType> of(String name) {
        return Arrays.stream(values())
                .filter(grant -> grant.wireName.equals(name.trim()))
                .findFirst();
    }
}
