package dev.tollgate.store.workflow;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Which requests wait for an approver as long as no administrator has said otherwise by {@code /settings/workflows}. */
@ConfigurationProperties("tollgate.store.workflow")
record WorkflowProperties(
        @DefaultValue("auto") Mode application,
        @DefaultValue("auto") Mode subscription,
        @DefaultValue("auto") Mode subscriptionUpdate) {

    /** Granted at once, or by an approver. */
    enum Mode {
        AUTO,
        APPROVE
    }

    Mode of(WorkflowKind kind) {
        return switch (kind) {
            case APPLICATION_CREATION -> application;
            case SUBSCRIPTION_CREATION -> subscription;
            case SUBSCRIPTION_UPDATE -> subscriptionUpdate;
        };
    }
}
