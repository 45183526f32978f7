package dev.tollgate.trafficmanager.policy.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Units of a bandwidth quota by WSO2's words; each is 1024 of the one before. */
enum DataUnit {
    KB(1L << 10),
    MB(1L << 20),
    GB(1L << 30);

    private final long bytes;

    DataUnit(long bytes) {
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    static Optional<DataUnit> of(String word) {
        String upper = word.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(unit -> unit.name().equals(upper)).findFirst();
    }

    /** The largest one that a quota is a whole number of. */
    static DataUnit largestIn(long bytes) {
        return bytes % GB.bytes == 0 ? GB : bytes % MB.bytes == 0 ? MB : KB;
    }
}
