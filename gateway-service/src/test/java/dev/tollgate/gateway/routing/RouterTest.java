package dev.tollgate.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RouterTest {

    @Test
    void theLongestPrefixOfWholeSegmentsWins() {
        Router<String> router = Router.<String>empty()
                .with("/petstore", "default")
                .with("/petstore/1.0.0", "one")
                .with("/petstore/2.0.0", "two")
                .with("/a/b/1", "deep");
        assertThat(router.find("/petstore/1.0.0/pet/1")).isEqualTo("one");
        assertThat(router.find("/petstore/1.0.0")).isEqualTo("one");
        assertThat(router.find("/petstore/1.0.00")).isEqualTo("default");
        assertThat(router.find("/petstore/pet")).isEqualTo("default");
        assertThat(router.find("/petstores")).isNull();
        assertThat(router.find("/a/b")).isNull();
        assertThat(router.find("/a/b/1/")).isEqualTo("deep");
        assertThat(router.find("/")).isNull();
    }

    @Test
    void aChangeLeavesTheOldRouterAsItWas() {
        Router<String> before = Router.<String>empty().with("/a/1", "one");
        Router<String> after = before.with("/a/1", null).with("/a/2", "two");
        assertThat(before.find("/a/1")).isEqualTo("one");
        assertThat(after.find("/a/1")).isNull();
        assertThat(after.find("/a/2")).isEqualTo("two");
    }

    @Test
    void manyChangesInAnyOrderLeadToWhatAPlainMapSays() {
        Random random = new Random(7);
        Map<String, Integer> expected = new HashMap<>();
        Router<Integer> router = Router.empty();
        for (int i = 0; i < 20_000; i++) {
            String prefix = "/api-" + random.nextInt(500) + "/" + random.nextInt(3);
            Integer mounted = random.nextInt(4) == 0 ? null : i;
            router = router.with(prefix, mounted);
            if (mounted == null) {
                expected.remove(prefix);
            } else {
                expected.put(prefix, mounted);
            }
        }
        for (int api = 0; api < 500; api++) {
            for (int version = 0; version < 3; version++) {
                String prefix = "/api-" + api + "/" + version;
                assertThat(router.find(prefix + "/x")).isEqualTo(expected.get(prefix));
            }
        }
    }
}
