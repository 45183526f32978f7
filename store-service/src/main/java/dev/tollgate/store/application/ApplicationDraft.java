package dev.tollgate.store.application;

import java.util.Map;

/** What an owner decides about an application, checked for form; whether the policy exists is checked where it is used. */
public record ApplicationDraft(
        String name, String throttlingPolicy, String description, TokenType tokenType, Map<String, String> attributes) {

    public ApplicationDraft {
        attributes = Map.copyOf(attributes);
    }
}
