package dev.tollgate.keymanager.revocation;

import static dev.tollgate.keymanager.sql.Columns.at;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Drops revocations that concern no living token, and events that every follower has seen or will replace by a snapshot. */
@Component
class RevocationSweep {

    private static final Duration EVENTS_KEPT = Duration.ofDays(1);
    private static final int BATCH = 1000;

    private final Revocations revocations;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    RevocationSweep(Revocations revocations, JdbcClient jdbc, InstantSource clock) {
        this.revocations = revocations;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void sweep() {
        int dropped;
        do {
            dropped = revocations.sweep(BATCH);
        } while (dropped == BATCH);
        jdbc.sql("DELETE FROM keys.outbox WHERE recorded_at < ?")
                .param(at(clock.instant().minus(EVENTS_KEPT)))
                .update();
    }
}
