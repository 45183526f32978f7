package dev.tollgate.violator.gateway.a;

import dev.tollgate.violator.gateway.b.SecondOfACircle;

/** Planted: depends on {@link SecondOfACircle}, which depends on this. */
public record FirstOfACircle(SecondOfACircle next) {}
