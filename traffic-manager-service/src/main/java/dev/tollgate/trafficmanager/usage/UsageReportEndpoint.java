package dev.tollgate.trafficmanager.usage;

import dev.tollgate.contract.usage.UsageBatch;
import dev.tollgate.contract.usage.UsageReceipt;
import dev.tollgate.contract.usage.UsageReportGrpc;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The gateways' way to the ledger. UNAVAILABLE: keep the batch and send it again under its number. */
@AllowedPeers(Peer.GATEWAY)
final class UsageReportEndpoint extends UsageReportGrpc.UsageReportImplBase {

    private static final Logger log = LoggerFactory.getLogger(UsageReportEndpoint.class);

    private final UsageLedger ledger;

    UsageReportEndpoint(UsageLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void report(UsageBatch batch, StreamObserver<UsageReceipt> answer) {
        try {
            boolean counted = ledger.count(batch);
            answer.onNext(UsageReceipt.newBuilder().setCounted(counted).build());
            answer.onCompleted();
        } catch (IllegalArgumentException bad) {
            log.warn("refused a usage batch of {}: {}", batch.getNodeId(), bad.getMessage());
            answer.onError(
                    Status.INVALID_ARGUMENT.withDescription(bad.getMessage()).asRuntimeException());
        } catch (DataAccessException | TransactionException away) {
            log.warn("a usage batch of {} could not be counted now: {}", batch.getNodeId(), away.toString());
            answer.onError(Status.UNAVAILABLE
                    .withDescription("usage cannot be counted now")
                    .asRuntimeException());
        }
    }
}
