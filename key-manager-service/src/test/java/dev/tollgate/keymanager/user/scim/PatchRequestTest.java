package dev.tollgate.keymanager.user.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.keymanager.user.scim.PatchRequest.Change;
import dev.tollgate.keymanager.user.scim.PatchRequest.Verb;
import dev.tollgate.platform.error.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PatchRequestTest {

    @Test
    void pathsSelectionsAndObjectsWithoutAPathAllBecomeChanges() {
        List<Change> changes = changes("""
            {"Operations":[
              {"op":"Add","path":"roles","value":[{"value":"a"},{"display":"b"},"c"]},
              {"op":"remove","path":"roles[value eq \\"d\\"]"},
              {"op":"replace","value":{"active":"False","password":"secret"}}]}\
            """);

        assertThat(changes).extracting(Change::verb).containsExactly(Verb.ADD, Verb.REMOVE, Verb.REPLACE, Verb.REPLACE);
        assertThat(changes.get(0).texts()).containsExactly("a", "b", "c");
        assertThat(changes.get(1).texts()).containsExactly("d");
        assertThat(changes.get(2).bool()).isFalse();
        assertThat(changes.get(3).single()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Operations\":[]}",
                "{\"Operations\":[{\"op\":\"move\",\"path\":\"roles\"}]}",
                "{\"Operations\":[{\"op\":\"add\",\"value\":\"x\"}]}",
                "{\"Operations\":[{\"op\":\"add\"}]}"
            })
    void whatIsNoPatchIsRefused(String body) {
        assertThatThrownBy(() -> changes(body)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aFilterComparesOneAttribute() {
        assertThat(Filter.equal("userName eq \"alice\"", "userName")).isEqualTo("alice");
        assertThat(Filter.equal("username EQ alice", "userName")).isEqualTo("alice");
        assertThat(Filter.equal(null, "userName")).isNull();
        assertThatThrownBy(() -> Filter.equal("emails co \"x\"", "userName")).isInstanceOf(RefusedException.class);
    }

    private static List<Change> changes(String body) {
        return JsonMapper.shared().readValue(body, PatchRequest.class).changes();
    }
}
