package dev.tollgate.store.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.workflow.WorkflowProperties.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WorkflowPropertiesTest {

    @Test
    void nothingWaitsUnlessSaidOtherwise() {
        for (WorkflowKind kind : WorkflowKind.values()) {
            assertThat(bound(Map.of()).of(kind)).isEqualTo(Mode.AUTO);
        }
    }

    @Test
    void eachKindHasAKeyOfItsOwn() {
        assertThat(waiting("application")).isEqualTo(WorkflowKind.APPLICATION_CREATION);
        assertThat(waiting("subscription")).isEqualTo(WorkflowKind.SUBSCRIPTION_CREATION);
        assertThat(waiting("subscription-update")).isEqualTo(WorkflowKind.SUBSCRIPTION_UPDATE);
    }

    private static WorkflowKind waiting(String key) {
        WorkflowProperties properties = bound(Map.of("tollgate.store.workflow." + key, "approve"));
        return java.util.Arrays.stream(WorkflowKind.values())
                .filter(kind -> properties.of(kind) == Mode.APPROVE)
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
    }

    private static WorkflowProperties bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("tollgate.store.workflow", WorkflowProperties.class);
    }
}
