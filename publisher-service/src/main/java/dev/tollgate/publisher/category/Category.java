package dev.tollgate.publisher.category;

import java.util.UUID;

/** WSO2's APICategory, with how many APIs are in it. */
record Category(UUID id, String name, String description, long numberOfAPIs) {}
