package dev.tollgate.gateway.usage;

import dev.tollgate.contract.usage.UsageBatch;
import java.io.IOException;
import java.util.List;

/** Where a node that stops leaves the batches that nobody took, and where its next run finds them. */
interface UsageSpool {

    /** What was left. */
    List<UsageBatch> read() throws IOException;

    /** Leaves these, in place of what was left before. */
    void write(List<UsageBatch> batches) throws IOException;
}
