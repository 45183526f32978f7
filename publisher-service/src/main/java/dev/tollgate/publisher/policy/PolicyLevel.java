package dev.tollgate.publisher.policy;

import java.util.Locale;
import java.util.Optional;

/** The levels whose policies a publisher chooses. */
public enum PolicyLevel {
    /** Tiers offered to consumers. */
    SUBSCRIPTION("subscription", "SUBSCRIPTION"),
    /** Limits of a whole API or of one operation. */
    API("api", "ADVANCED");

    private final String wireName;
    private final String stored;

    PolicyLevel(String wireName, String stored) {
        this.wireName = wireName;
        this.stored = stored;
    }

    String wireName() {
        return wireName;
    }

    String stored() {
        return stored;
    }

    /** WSO2's definition misspells one; both spellings are known. */
    static Optional<PolicyLevel> of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "api" -> Optional.of(API);
            case "subscription", "subcription" -> Optional.of(SUBSCRIPTION);
            default -> Optional.empty();
        };
    }
}
