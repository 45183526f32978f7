package dev.tollgate.store.workflow;

/** What can wait for an approver; the names are WSO2's workflow types. */
public enum WorkflowKind {
    APPLICATION_CREATION,
    SUBSCRIPTION_CREATION,
    SUBSCRIPTION_UPDATE
}
