package dev.tollgate.store.workflow;

/** Told in the transaction of the decision: the subject becomes what was decided, or nothing is. */
public record WorkflowDecided(Workflow workflow) {}
