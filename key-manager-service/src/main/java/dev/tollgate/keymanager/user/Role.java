package dev.tollgate.keymanager.user;

import java.util.UUID;

/** A name that scopes are bound to. */
public record Role(UUID id, String name, boolean builtIn) {}
