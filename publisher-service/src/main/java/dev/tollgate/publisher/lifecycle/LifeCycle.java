package dev.tollgate.publisher.lifecycle;

import dev.tollgate.publisher.api.LifeCycleState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/** Which action leads where: WSO2's default life cycle. */
final class LifeCycle {

    private LifeCycle() {}

    /** What a provider does to an API's state; the words of the REST contract. */
    enum Action {
        PUBLISH("Publish", LifeCycleState.PUBLISHED),
        DEPLOY_AS_A_PROTOTYPE("Deploy as a Prototype", LifeCycleState.PROTOTYPED),
        DEMOTE_TO_CREATED("Demote to Created", LifeCycleState.CREATED),
        BLOCK("Block", LifeCycleState.BLOCKED),
        DEPRECATE("Deprecate", LifeCycleState.DEPRECATED),
        RE_PUBLISH("Re-Publish", LifeCycleState.PUBLISHED),
        RETIRE("Retire", LifeCycleState.RETIRED);

        private final String wireName;
        private final LifeCycleState target;

        Action(String wireName, LifeCycleState target) {
            this.wireName = wireName;
            this.target = target;
        }

        String wireName() {
            return wireName;
        }

        LifeCycleState target() {
            return target;
        }

        static Optional<Action> of(String wireName) {
            for (Action action : values()) {
                if (action.wireName.equalsIgnoreCase(wireName)) {
                    return Optional.of(action);
                }
            }
            return Optional.empty();
        }
    }

    /** The shortest way from one state to another. */
    static Optional<List<Action>> way(LifeCycleState from, LifeCycleState to) {
        var ways = new EnumMap<LifeCycleState, List<Action>>(LifeCycleState.class);
        ways.put(from, List.of());
        var open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty() && !ways.containsKey(to)) {
            LifeCycleState state = open.remove();
            for (Action action : from(state)) {
                if (!ways.containsKey(action.target())) {
                    var way = new ArrayList<>(ways.getOrDefault(state, List.of()));
                    way.add(action);
                    ways.put(action.target(), way);
                    open.add(action.target());
                }
            }
        }
        return Optional.ofNullable(ways.get(to));
    }

    static List<Action> from(LifeCycleState state) {
        return switch (state) {
            case CREATED -> List.of(Action.PUBLISH, Action.DEPLOY_AS_A_PROTOTYPE);
            case PROTOTYPED -> List.of(Action.PUBLISH, Action.DEMOTE_TO_CREATED, Action.DEPLOY_AS_A_PROTOTYPE);
            case PUBLISHED ->
                List.of(
                        Action.BLOCK,
                        Action.DEPLOY_AS_A_PROTOTYPE,
                        Action.DEMOTE_TO_CREATED,
                        Action.DEPRECATE,
                        Action.PUBLISH);
            case BLOCKED -> List.of(Action.DEPRECATE, Action.RE_PUBLISH);
            case DEPRECATED -> List.of(Action.RETIRE);
            case RETIRED -> List.of();
        };
    }
}
