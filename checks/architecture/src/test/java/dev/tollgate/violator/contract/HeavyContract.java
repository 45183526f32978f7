package dev.tollgate.violator.contract;

import org.springframework.context.ApplicationContext;

/** Planted: a contract that depends on Spring. */
public record HeavyContract(ApplicationContext context) {}
