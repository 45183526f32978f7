package dev.tollgate.trafficmanager.lease;

import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.GrantStatus;
import dev.tollgate.contract.lease.LeaseLevel;
import dev.tollgate.contract.lease.LeaseRequest;
import dev.tollgate.contract.lease.LevelState;
import dev.tollgate.trafficmanager.lease.LevelResolver.Resolved;
import dev.tollgate.trafficmanager.lease.LevelResolver.Resolved.Counted;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of the contract beside the engine's: levels without a limit drop out on the way in and are put back in their
 * places on the way out.
 */
final class LeaseTranslation {

    private static final int MOST_LEVELS = 16;
    private static final int MOST_RETURNS = 64;
    private static final int LONGEST_KEY = 1024;

    private final LeaseRequest request;
    private final List<Resolved> resolved;
    private final List<Level> counted;

    private LeaseTranslation(LeaseRequest request, List<Resolved> resolved) {
        this.request = request;
        this.resolved = resolved;
        this.counted = counted(resolved);
    }

    /**
     * Looks up the levels.
     *
     * @throws IllegalArgumentException for a request that no gateway may send
     */
    static LeaseTranslation of(LeaseRequest request, LevelResolver resolver) {
        if (request.getVector().isEmpty()
                || request.getVector().length() > LONGEST_KEY
                || request.getNumber() < 1
                || request.getCost() < 0
                || request.getSpent() < 0
                || request.getLevelsCount() > MOST_LEVELS
                || request.getReturnsCount() > MOST_RETURNS) {
            throw new IllegalArgumentException("not a lease request: vector " + request.getVector() + ", number "
                    + request.getNumber() + ", " + request.getLevelsCount() + " levels, " + request.getReturnsCount()
                    + " returns");
        }
        return new LeaseTranslation(request, resolveAll(request.getLevelsList(), resolver));
    }

    static List<Resolved> resolveAll(List<LeaseLevel> levels, LevelResolver resolver) {
        for (LeaseLevel level : levels) {
            if (level.getKey().isEmpty() || level.getKey().length() > LONGEST_KEY) {
                throw new IllegalArgumentException("a level without a key, or with too long a one");
            }
        }
        return levels.stream().map(resolver::resolve).toList();
    }

    static List<Level> counted(List<Resolved> resolved) {
        var counted = new ArrayList<Level>(resolved.size());
        for (Resolved level : resolved) {
            if (level instanceof Counted(Level limited, boolean exact)) {
                counted.add(limited);
            }
        }
        return List.copyOf(counted);
    }

    boolean unknownPolicy() {
        return resolved.stream().anyMatch(Resolved.Unknown.class::isInstance);
    }

    /** Custom rules that nobody knows any more, and a gateway still does, are left out. */
    LeaseTranslation withoutGoneRules() {
        return new LeaseTranslation(
                request,
                resolved.stream()
                        .map(level -> level instanceof Resolved.Unknown(boolean rule) && rule
                                ? new Resolved.Unlimited()
                                : level)
                        .toList());
    }

    boolean unlimited() {
        return counted.isEmpty();
    }

    LeaseAsk ask(String node, String boot) {
        boolean exact = resolved.stream().anyMatch(level -> level instanceof Counted(Level limited, boolean e) && e);
        long want = exact ? request.getWaiting() : Math.max(request.getWaiting(), request.getWant());
        return new LeaseAsk(
                node + ":" + boot + ":" + request.getVector(),
                request.getNumber(),
                request.getWaiting(),
                want,
                Math.max(1, request.getCost()),
                Math.min(request.getSpent(), LeaseAsk.MOST_SPENT),
                counted,
                request.getReturnsList().stream()
                        .map(back -> new LeaseAsk.Return(back.getNumber(), back.getUnused()))
                        .toList());
    }

    Grant grantWithoutLimit(long lifeMillis) {
        return grant(GrantStatus.GRANT_STATUS_GRANTED)
                .setGranted(Math.max(request.getWaiting(), request.getWant()))
                .setLifeMs(lifeMillis)
                .addAllLevels(states(resolved, List.of()))
                .build();
    }

    Grant grantOfUnknownPolicy() {
        int place = 0;
        while (!(resolved.get(place) instanceof Resolved.Unknown)) {
            place++;
        }
        return grant(GrantStatus.GRANT_STATUS_UNKNOWN_POLICY)
                .setRefusingLevel(place)
                .build();
    }

    Grant grant(Decision decision) {
        Grant.Builder grant = grant(
                switch (decision.status()) {
                    case UNDECIDED -> GrantStatus.GRANT_STATUS_UNSPECIFIED;
                    case GRANTED -> GrantStatus.GRANT_STATUS_GRANTED;
                    case REFUSED -> GrantStatus.GRANT_STATUS_REFUSED;
                    case NOTHING_AHEAD -> GrantStatus.GRANT_STATUS_NOTHING_AHEAD;
                    case STALE -> GrantStatus.GRANT_STATUS_STALE;
                    case HOLD -> GrantStatus.GRANT_STATUS_HOLD;
                });
        if (decision.refusing() >= 0) {
            grant.setRefusingLevel(placeInRequest(decision.refusing()))
                    .setRetryAfterMs(decision.retryMillis())
                    .setFreeAtRetry(decision.freeAtRetry());
        }
        if (!decision.levels().isEmpty()) {
            grant.addAllLevels(states(resolved, decision.levels()));
        }
        return grant.setGranted(decision.granted())
                .setLifeMs(decision.lifeMillis())
                .build();
    }

    private Grant.Builder grant(GrantStatus status) {
        return Grant.newBuilder()
                .setVector(request.getVector())
                .setNumber(request.getNumber())
                .setStatus(status);
    }

    private int placeInRequest(int placeAmongCounted) {
        int seen = -1;
        for (int i = 0; i < resolved.size(); i++) {
            if (resolved.get(i) instanceof Counted && ++seen == placeAmongCounted) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such level: " + placeAmongCounted);
    }

    /** In the order of the levels asked; readings are those of the counted ones. */
    static List<LevelState> states(List<Resolved> resolved, List<Decision.Reading> readings) {
        var states = new ArrayList<LevelState>(resolved.size());
        int next = 0;
        for (Resolved level : resolved) {
            LevelState.Builder state = LevelState.newBuilder();
            if (level instanceof Counted(Level counted, boolean exact) && next < readings.size()) {
                Decision.Reading reading = readings.get(next++);
                state.setLimit(counted.limit().calls())
                        .setRemaining(reading.remaining())
                        .setPeriodMs(counted.limit().period().length().toMillis())
                        .setResetsInMs(reading.resetsInMillis());
            } else {
                state.setLimit(-1);
            }
            states.add(state.build());
        }
        return states;
    }
}
