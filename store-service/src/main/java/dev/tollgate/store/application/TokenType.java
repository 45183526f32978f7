package dev.tollgate.store.application;

/** JWT: signed tokens, verified in the gateway; OAUTH: opaque tokens, asked of the Key Manager. */
public enum TokenType {
    JWT,
    OAUTH
}
