package dev.tollgate.store.application;

import java.util.UUID;

/** Told in the transaction that deletes the application, before its row goes. */
public record ApplicationDeleted(UUID applicationId) {}
