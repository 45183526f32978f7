package dev.tollgate.store.workflow;

/** CREATED waits; the others were decided, once. */
public enum WorkflowStatus {
    CREATED,
    APPROVED,
    REJECTED
}
