package dev.tollgate.violator.gateway.b;

import dev.tollgate.violator.gateway.a.FirstOfACircle;
import dev.tollgate.violator.store.StoreThing;

/** Planted: closes the circle, and reaches into another service. */
public record SecondOfACircle(FirstOfACircle back, StoreThing foreign) {}
