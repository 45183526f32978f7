package dev.tollgate.publisher.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.publisher.api.LifeCycleState;
import dev.tollgate.publisher.lifecycle.LifeCycle.Action;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class LifeCycleTest {

    /** WSO2's default life cycle, written down a second time: whatever is not here is refused. */
    @Test
    void theLifeCycleIsWso2s() {
        var found = new ArrayList<String>();
        for (LifeCycleState state : LifeCycleState.values()) {
            for (Action action : LifeCycle.from(state)) {
                found.add(state + " " + action.wireName() + " " + action.target());
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "CREATED Publish PUBLISHED",
                        "CREATED Deploy as a Prototype PROTOTYPED",
                        "PROTOTYPED Publish PUBLISHED",
                        "PROTOTYPED Demote to Created CREATED",
                        "PROTOTYPED Deploy as a Prototype PROTOTYPED",
                        "PUBLISHED Block BLOCKED",
                        "PUBLISHED Deploy as a Prototype PROTOTYPED",
                        "PUBLISHED Demote to Created CREATED",
                        "PUBLISHED Deprecate DEPRECATED",
                        "PUBLISHED Publish PUBLISHED",
                        "BLOCKED Deprecate DEPRECATED",
                        "BLOCKED Re-Publish PUBLISHED",
                        "DEPRECATED Retire RETIRED");
    }
}
