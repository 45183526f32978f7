package dev.tollgate.gateway.rig;

import dev.tollgate.contract.usage.UsageBatch;
import dev.tollgate.contract.usage.UsageEntry;
import dev.tollgate.contract.usage.UsageReceipt;
import dev.tollgate.contract.usage.UsageReportGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every batch that was delivered. */
public final class FakeUsage extends UsageReportGrpc.UsageReportImplBase {

    private final List<UsageBatch> batches = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    /** Takes batches, but gives no receipt. */
    public void failing(boolean now) {
        failing = now;
    }

    public List<UsageBatch> batches() {
        return batches;
    }

    /** Calls of all distinct batches. */
    public long calls() {
        return batches.stream()
                .collect(java.util.stream.Collectors.toMap(
                        UsageBatch::getNumber, batch -> batch, (first, again) -> first))
                .values()
                .stream()
                .flatMap(batch -> batch.getEntriesList().stream())
                .mapToLong(UsageEntry::getCalls)
                .sum();
    }

    @Override
    public void report(UsageBatch batch, StreamObserver<UsageReceipt> receipts) {
        batches.add(batch);
        if (failing) {
            receipts.onError(Status.UNAVAILABLE.asRuntimeException());
            return;
        }
        receipts.onNext(UsageReceipt.newBuilder().setCounted(true).build());
        receipts.onCompleted();
    }
}
