package dev.tollgate.violator.store;

/** Planted: what a gateway must not know. */
public record StoreThing(String name) {}
