package dev.tollgate.gateway.throttle;

import java.util.function.Consumer;

/**
 * A call that waits for a grant.
 *
 * @param sinceNanos when it came
 * @param answer told exactly once
 */
record Waiter(long sinceNanos, Consumer<Decision> answer) {}
