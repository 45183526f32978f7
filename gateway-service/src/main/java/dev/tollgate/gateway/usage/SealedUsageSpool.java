package dev.tollgate.gateway.usage;

import dev.tollgate.contract.usage.UsageBatch;
import dev.tollgate.gateway.deployment.SealedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Batches one after the other in a file of this node's. */
final class SealedUsageSpool implements UsageSpool {

    private final SealedFile file;

    SealedUsageSpool(SealedFile file) {
        this.file = file;
    }

    @Override
    public List<UsageBatch> read() throws IOException {
        List<UsageBatch> batches = new ArrayList<>();
        ByteArrayInputStream bytes =
                new ByteArrayInputStream(file.read(Instant.EPOCH).orElse(new byte[0]));
        while (bytes.available() > 0) {
            batches.add(UsageBatch.parser().parseDelimitedFrom(bytes));
        }
        return batches;
    }

    @Override
    public void write(List<UsageBatch> batches) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (UsageBatch batch : batches) {
            batch.writeDelimitedTo(bytes);
        }
        file.write(bytes.toByteArray(), Instant.now());
    }
}
