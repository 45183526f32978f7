package dev.tollgate.publisher.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.publisher.api.LifeCycleState;
import dev.tollgate.publisher.lifecycle.LifeCycle.Action;
import dev.tollgate.publisher.testing.Client;
import dev.tollgate.publisher.testing.TestApis;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifeCycleIT {

    private final Client alice = Client.alice();

    @ParameterizedTest
    @EnumSource
    void everyActionIsAllowedOrRefusedAsTheTableSays(LifeCycleState state) {
        for (Action action : Action.values()) {
            String id = in(state);
            var changed = change(id, action);
            if (LifeCycle.from(state).contains(action)) {
                assertThat(changed.status()).as(changed.text()).isEqualTo(200);
                assertThat(state(id)).isEqualTo(action.target().capitalised());
            } else {
                assertThat(changed.status()).isEqualTo(400);
                assertThat(changed.json().path("code").asInt()).isEqualTo(900303);
                assertThat(state(id)).isEqualTo(state.capitalised());
            }
        }
    }

    @Test
    void theHistoryTellsWhoDidWhat() {
        String id = in(LifeCycleState.BLOCKED);
        var history = alice.get("/apis/" + id + "/lifecycle-history").json();
        assertThat(history.path("count").asInt()).isEqualTo(3);
        assertThat(history.at("/list/0/previousState").isMissingNode()).isTrue();
        assertThat(history.at("/list/0/postState").asString()).isEqualTo("Created");
        assertThat(history.at("/list/2/previousState").asString()).isEqualTo("Published");
        assertThat(history.at("/list/2/postState").asString()).isEqualTo("Blocked");
        assertThat(history.at("/list/2/user").asString()).isEqualTo("alice");
    }

    @Test
    void publishingANewVersionDeprecatesTheOldOneWhereTicked() {
        String name = TestApis.name();
        String old = alice.post("/apis", TestApis.plain(name)).id();
        change(old, Action.PUBLISH);
        String next = alice.post("/apis/copy-api?newVersion=2.0&apiId=" + old).id();
        var published = alice.post("/apis/change-lifecycle?action=Publish&apiId=" + next + "&lifecycleChecklist="
                + Client.encode(
                        Checklist.DEPRECATE_OLD_VERSIONS + ":true," + Checklist.REQUIRE_RE_SUBSCRIPTION + ":false"));
        assertThat(published.status()).as(published.text()).isEqualTo(200);
        assertThat(state(old)).isEqualTo("Deprecated");
    }

    @Test
    void aStateThatWasNotSeenIsNotLeft() {
        String id = TestApis.created();
        String seen = alice.get("/apis/" + id).header("ETag");
        change(id, Action.PUBLISH);
        var late = alice.send("POST", "/apis/change-lifecycle?action=Block&apiId=" + id, null, "", "If-Match", seen);
        assertThat(late.status()).isEqualTo(412);
        assertThat(alice.post("/apis/change-lifecycle?action=Explode&apiId=" + id)
                        .status())
                .isEqualTo(400);
        assertThat(alice.post("/apis/change-lifecycle?action=Block&apiId=nothing")
                        .status())
                .isEqualTo(404);
    }

    private Client.Answer change(String id, Action action) {
        return alice.post("/apis/change-lifecycle?action=" + Client.encode(action.wireName()) + "&apiId=" + id);
    }

    private String state(String id) {
        return alice.get("/apis/" + id + "/lifecycle-state")
                .json()
                .path("state")
                .asString();
    }

    /** A new API, led to the state by the shortest way. */
    private String in(LifeCycleState wanted) {
        String id = TestApis.created();
        Map<LifeCycleState, List<Action>> ways = new EnumMap<>(LifeCycleState.class);
        ways.put(LifeCycleState.CREATED, List.of());
        var open = new ArrayDeque<>(List.of(LifeCycleState.CREATED));
        while (!ways.containsKey(wanted)) {
            LifeCycleState from = open.remove();
            for (Action action : LifeCycle.from(from)) {
                if (!ways.containsKey(action.target())) {
                    var way = new ArrayList<>(ways.getOrDefault(from, List.of()));
                    way.add(action);
                    ways.put(action.target(), way);
                    open.add(action.target());
                }
            }
        }
        for (Action action : ways.getOrDefault(wanted, List.of())) {
            assertThat(change(id, action).status()).isEqualTo(200);
        }
        return id;
    }
}
