package dev.tollgate.keymanager.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes tokens and codes a day after their end, in small batches; until then they are known as expired. */
@Component
class TokenSweep {

    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int BATCH = 1000;

    private final OpaqueTokens opaqueTokens;
    private final RefreshTokens refreshTokens;
    private final AuthorizationCodes codes;
    private final InstantSource clock;

    TokenSweep(OpaqueTokens opaqueTokens, RefreshTokens refreshTokens, AuthorizationCodes codes, InstantSource clock) {
        this.opaqueTokens = opaqueTokens;
        this.refreshTokens = refreshTokens;
        this.codes = codes;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void sweep() {
        Instant before = clock.instant().minus(REMEMBERED);
        int deleted;
        do {
            deleted = Math.max(
                    codes.sweep(before, BATCH),
                    Math.max(opaqueTokens.sweep(before, BATCH), refreshTokens.sweep(before, BATCH)));
        } while (deleted == BATCH);
    }
}
