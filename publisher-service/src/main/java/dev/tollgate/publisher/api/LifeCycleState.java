package dev.tollgate.publisher.api;

import java.util.Locale;

/** Where an API stands in its life. In API documents upper case, in life cycle resources capitalised. */
public enum LifeCycleState {
    CREATED,
    PROTOTYPED,
    PUBLISHED,
    BLOCKED,
    DEPRECATED,
    RETIRED;

    /** {@code Created}, {@code Published}, … */
    public String capitalised() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** Whether consumers find APIs in this state. */
    public boolean visibleToConsumers() {
        return this != CREATED && this != RETIRED;
    }
}
