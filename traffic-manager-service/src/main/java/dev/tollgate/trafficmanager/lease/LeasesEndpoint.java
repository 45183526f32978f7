package dev.tollgate.trafficmanager.lease;

import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.GrantFrame;
import dev.tollgate.contract.lease.LeaseFrame;
import dev.tollgate.contract.lease.LeaseRequest;
import dev.tollgate.contract.lease.LeasesGrpc;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.trafficmanager.policy.PolicyTail;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateways' way to the engine: a frame of requests in, a frame of answers out, in the order in which Redis decided. */
@AllowedPeers(Peer.GATEWAY)
final class LeasesEndpoint extends LeasesGrpc.LeasesImplBase {

    private static final Logger log = LoggerFactory.getLogger(LeasesEndpoint.class);
    private static final int MOST_REQUESTS = 10_000;

    private final LeaseEngine engine;
    private final LevelResolver resolver;
    private final PolicyTail policies;
    private final long lifeMillis;

    LeasesEndpoint(LeaseEngine engine, LevelResolver resolver, PolicyTail policies, LeaseProperties properties) {
        this.policies = policies;
        this.engine = engine;
        this.resolver = resolver;
        this.lifeMillis = properties.life().toMillis();
    }

    @Override
    public StreamObserver<LeaseFrame> lease(StreamObserver<GrantFrame> answers) {
        return new FrameObserver(answers);
    }

    /** All answers of a frame; it never fails. */
    CompletableFuture<GrantFrame> answer(LeaseFrame frame) {
        if (frame.getNodeId().isEmpty() || frame.getBootId().isEmpty() || frame.getRequestsCount() > MOST_REQUESTS) {
            throw new IllegalArgumentException(
                    "a frame names its node and boot and has at most " + MOST_REQUESTS + " requests");
        }
        var grants = new ArrayList<CompletableFuture<Grant>>(frame.getRequestsCount());
        var asked = new ArrayList<LeaseTranslation>(frame.getRequestsCount());
        var asks = new ArrayList<LeaseAsk>(frame.getRequestsCount());
        for (LeaseRequest request : frame.getRequestsList()) {
            LeaseTranslation translation = LeaseTranslation.of(request, resolver);
            if (translation.unknownPolicy()) {
                policies.catchUp(); // a gateway may have heard of a new policy first
                translation = LeaseTranslation.of(request, resolver).withoutGoneRules();
            }
            if (translation.unknownPolicy()) {
                grants.add(CompletableFuture.completedFuture(translation.grantOfUnknownPolicy()));
            } else if (translation.unlimited()) {
                grants.add(CompletableFuture.completedFuture(translation.grantWithoutLimit(lifeMillis)));
            } else {
                asks.add(translation.ask(frame.getNodeId(), frame.getBootId()));
                asked.add(translation);
            }
        }
        List<CompletableFuture<Decision>> decisions = engine.decide(asks);
        for (int i = 0; i < asked.size(); i++) {
            grants.add(decisions.get(i).thenApply(asked.get(i)::grant));
        }
        return CompletableFuture.allOf(grants.toArray(CompletableFuture[]::new)).thenApply(none -> {
            GrantFrame.Builder answer = GrantFrame.newBuilder();
            grants.forEach(grant -> answer.addGrants(grant.join()));
            return answer.build();
        });
    }

    /** One gateway's stream. Answers come from several threads; a stream takes one at a time. */
    private final class FrameObserver implements StreamObserver<LeaseFrame> {

        private final StreamObserver<GrantFrame> answers;
        private boolean over;

        FrameObserver(StreamObserver<GrantFrame> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(LeaseFrame frame) {
            try {
                var unused = answer(frame).thenAccept(this::send);
            } catch (IllegalArgumentException bad) {
                log.warn("refused a lease frame of {}: {}", frame.getNodeId(), bad.getMessage());
                end(() -> answers.onError(Status.INVALID_ARGUMENT
                        .withDescription(bad.getMessage())
                        .asRuntimeException()));
            }
        }

        private synchronized void send(GrantFrame frame) {
            if (!over) {
                answers.onNext(frame);
            }
        }

        private synchronized void end(Runnable last) {
            if (!over) {
                over = true;
                last.run();
            }
        }

        @Override
        public void onError(Throwable gone) {
            end(() -> {});
        }

        @Override
        public void onCompleted() {
            end(answers::onCompleted);
        }
    }
}
