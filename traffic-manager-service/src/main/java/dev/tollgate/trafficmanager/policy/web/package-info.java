/** Policies as WSO2's admin API shows them. */
@NullMarked
package dev.tollgate.trafficmanager.policy.web;

import org.jspecify.annotations.NullMarked;
