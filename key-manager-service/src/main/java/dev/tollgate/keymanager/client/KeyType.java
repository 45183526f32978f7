package dev.tollgate.keymanager.client;

/** Which backend a key leads to. */
public enum KeyType {
    PRODUCTION,
    SANDBOX
}
