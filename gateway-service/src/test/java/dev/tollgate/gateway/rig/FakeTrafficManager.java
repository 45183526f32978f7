package dev.tollgate.gateway.rig;

import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.GrantFrame;
import dev.tollgate.contract.lease.GrantStatus;
import dev.tollgate.contract.lease.LeaseFrame;
import dev.tollgate.contract.lease.LeaseLevel;
import dev.tollgate.contract.lease.LeaseRequest;
import dev.tollgate.contract.lease.LeaseReturn;
import dev.tollgate.contract.lease.LeasesGrpc;
import dev.tollgate.contract.lease.LevelState;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One limit a level for ever, debited exactly as the contract says, with what came and went kept for tests. */
public final class FakeTrafficManager extends LeasesGrpc.LeasesImplBase {

    private final Map<String, Long> limits = new HashMap<>();
    private final Map<String, Long> debited = new HashMap<>();
    private final Map<String, Long> granted = new HashMap<>();
    private final List<LeaseRequest> requests = new CopyOnWriteArrayList<>();
    private volatile boolean undecided;
    private volatile boolean ahead = true;

    public synchronized void limit(String key, long calls) {
        limits.put(key, calls);
    }

    /** Answers as if Redis were away. */
    public void undecided(boolean now) {
        undecided = now;
    }

    /** Whether more is granted than calls wait. */
    public void ahead(boolean now) {
        ahead = now;
    }

    public synchronized long debited(String key) {
        return debited.getOrDefault(key, 0L);
    }

    public List<LeaseRequest> requests() {
        return requests;
    }

    @Override
    public StreamObserver<LeaseFrame> lease(StreamObserver<GrantFrame> grants) {
        return new StreamObserver<>() {
            @Override
            public void onNext(LeaseFrame frame) {
                GrantFrame.Builder answer = GrantFrame.newBuilder();
                for (LeaseRequest request : frame.getRequestsList()) {
                    requests.add(request);
                    answer.addGrants(decide(frame.getNodeId() + frame.getBootId(), request));
                }
                grants.onNext(answer.build());
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                grants.onCompleted();
            }
        };
    }

    private synchronized Grant decide(String boot, LeaseRequest request) {
        Grant.Builder grant = Grant.newBuilder().setVector(request.getVector()).setNumber(request.getNumber());
        if (undecided) {
            return grant.setStatus(GrantStatus.GRANT_STATUS_UNSPECIFIED).build();
        }
        for (LeaseReturn back : request.getReturnsList()) {
            giveBack(boot, request, back);
        }
        long available = Long.MAX_VALUE;
        int scarcest = 0;
        for (int i = 0; i < request.getLevelsCount(); i++) {
            long remaining = remaining(request.getLevels(i));
            if (remaining < available) {
                available = remaining;
                scarcest = i;
            }
        }
        // ahead of demand only while half of the limit is left, so that nothing is lent when it becomes scarce
        long spare = Math.max(
                0, (available - limits.getOrDefault(request.getLevels(scarcest).getKey(), 0L) / 2) / 10);
        long given =
                Math.min(available, Math.max(request.getWaiting(), ahead ? Math.min(spare, request.getWant()) : 0));
        for (LeaseLevel level : request.getLevelsList()) {
            debited.merge(level.getKey(), given, Long::sum);
        }
        granted.put(boot + request.getVector() + "/" + request.getNumber(), given);
        for (LeaseLevel level : request.getLevelsList()) {
            grant.addLevels(LevelState.newBuilder()
                    .setLimit(limits.getOrDefault(level.getKey(), Long.MAX_VALUE / 2))
                    .setRemaining(remaining(level))
                    .setPeriodMs(60_000)
                    .setResetsInMs(30_000));
        }
        return grant.setGranted(given)
                .setLifeMs(200)
                .setStatus(
                        given < request.getWaiting()
                                ? GrantStatus.GRANT_STATUS_REFUSED
                                : given == 0 && request.getWant() > 0
                                        ? GrantStatus.GRANT_STATUS_NOTHING_AHEAD
                                        : GrantStatus.GRANT_STATUS_GRANTED)
                .setRefusingLevel(scarcest)
                .setRetryAfterMs(30_000)
                .build();
    }

    private void giveBack(String boot, LeaseRequest request, LeaseReturn back) {
        Long lent = granted.remove(boot + request.getVector() + "/" + back.getNumber());
        if (lent == null) {
            return;
        }
        long unused = back.getUnused() < 0 ? lent : Math.min(lent, back.getUnused());
        request.getLevelsList().forEach(level -> debited.merge(level.getKey(), -unused, Long::sum));
    }

    private long remaining(LeaseLevel level) {
        return limits.getOrDefault(level.getKey(), Long.MAX_VALUE / 2) - debited.getOrDefault(level.getKey(), 0L);
    }
}
