package dev.tollgate.keymanager.token;

/** What became of a refresh token. */
public sealed interface Refreshing {

    record Refreshed(IssuedTokens tokens) implements Refreshing {}

    /** Unknown, expired, revoked, another client's, or used before; the last ends the whole family. */
    record Refused() implements Refreshing {}

    /** More was asked for than was granted at first. */
    record ScopeTooWide() implements Refreshing {}
}
