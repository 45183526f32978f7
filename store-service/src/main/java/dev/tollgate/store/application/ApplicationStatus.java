package dev.tollgate.store.application;

/** CREATED waits for an approval. */
public enum ApplicationStatus {
    CREATED,
    APPROVED,
    REJECTED
}
