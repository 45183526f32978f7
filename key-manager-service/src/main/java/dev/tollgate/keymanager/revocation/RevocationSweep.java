package dev.tollgate.keymanager.revocation;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops revocations that concern no living token. */
@Component
class RevocationSweep {

    private static final int BATCH = 1000;

    private final Revocations revocations;

    RevocationSweep(Revocations revocations) {
        this.revocations = revocations;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void sweep() {
        int dropped;
        do {
            dropped = revocations.sweep(BATCH);
        } while (dropped == BATCH);
    }
}
