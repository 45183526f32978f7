package dev.tollgate.store.application;

import java.util.UUID;

/** Told in the transaction that changes it: the application's clients must follow, or the change is off. */
public record ApplicationHandedOver(UUID applicationId, String owner) {}
