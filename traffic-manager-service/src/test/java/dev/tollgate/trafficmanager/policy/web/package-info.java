@NullMarked
package dev.tollgate.trafficmanager.policy.web;

import org.jspecify.annotations.NullMarked;
