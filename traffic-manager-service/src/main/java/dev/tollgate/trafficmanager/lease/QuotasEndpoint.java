package dev.tollgate.trafficmanager.lease;

import dev.tollgate.contract.lease.QuotaRequest;
import dev.tollgate.contract.lease.QuotaResponse;
import dev.tollgate.contract.lease.QuotasGrpc;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.trafficmanager.lease.LevelResolver.Resolved;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Used and remaining for the portals: limit − debited, which differs from what gateways say by the permits they hold. */
@AllowedPeers({Peer.GATEWAY, Peer.PUBLISHER, Peer.STORE})
final class QuotasEndpoint extends QuotasGrpc.QuotasImplBase {

    private final LeaseEngine engine;
    private final LevelResolver resolver;

    QuotasEndpoint(LeaseEngine engine, LevelResolver resolver) {
        this.engine = engine;
        this.resolver = resolver;
    }

    @Override
    public void read(QuotaRequest request, StreamObserver<QuotaResponse> answer) {
        respond(request, answer, CompletableFuture.completedFuture(0L));
    }

    @Override
    public void reset(QuotaRequest request, StreamObserver<QuotaResponse> answer) {
        List<String> keys =
                request.getLevelsList().stream().map(LevelResolver::key).toList();
        respond(request, answer, keys.isEmpty() ? CompletableFuture.completedFuture(0L) : engine.reset(keys));
    }

    private void respond(QuotaRequest request, StreamObserver<QuotaResponse> answer, CompletableFuture<Long> before) {
        List<Resolved> resolved;
        try {
            resolved = LeaseTranslation.resolveAll(request.getLevelsList(), resolver);
        } catch (IllegalArgumentException bad) {
            answer.onError(
                    Status.INVALID_ARGUMENT.withDescription(bad.getMessage()).asRuntimeException());
            return;
        }
        var unused = before.thenCompose(done -> engine.look(LeaseTranslation.counted(resolved)))
                .whenComplete((decision, failure) -> {
                    if (failure != null || decision.status() == Decision.Status.UNDECIDED) {
                        answer.onError(Status.UNAVAILABLE
                                .withDescription("the counters cannot be read now")
                                .asRuntimeException());
                        return;
                    }
                    answer.onNext(QuotaResponse.newBuilder()
                            .addAllLevels(LeaseTranslation.states(resolved, decision.levels()))
                            .build());
                    answer.onCompleted();
                });
    }
}
