package dev.tollgate.gateway.usage;

import dev.tollgate.contract.usage.UsageBatch;

/** Where batches go; blocks until the receipt is there. */
@FunctionalInterface
interface UsageReceiver {

    /** Fails if the batch may not have been counted; then the same batch is delivered again. */
    void deliver(UsageBatch batch);
}
