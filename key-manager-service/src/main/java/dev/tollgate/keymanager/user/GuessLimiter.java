package dev.tollgate.keymanager.user;

import static dev.tollgate.keymanager.sql.Columns.array;
import static dev.tollgate.keymanager.sql.Columns.at;
import static dev.tollgate.keymanager.sql.Columns.instant;

import dev.tollgate.keymanager.user.UserProperties.Guessing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Slows the guessing of passwords, never for good. Counted are wrong passwords for a user from an address, for a user, and from
 * an address; past the free tries each count asks for a wait since the last failure, which doubles from a second.
 */
@Component
class GuessLimiter {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Guessing settings;

    GuessLimiter(JdbcClient jdbc, InstantSource clock, UserProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = properties.guessing();
    }

    /** How long this user name has to wait at this address; zero: not at all. */
    Duration waitFor(String userName, String address) {
        Map<String, Integer> freeTries = subjects(userName, address);
        Instant now = clock.instant();
        List<Duration> waits = jdbc.sql("SELECT * FROM users.password_failures WHERE subject = ANY (?)")
                .param(array(freeTries.keySet()))
                .query((row, number) -> wait(
                        row.getInt("failures") - freeTries.getOrDefault(row.getString("subject"), Integer.MAX_VALUE),
                        instant(row, "last_failure_at"),
                        now))
                .list();
        return waits.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    void failed(String userName, String address) {
        Instant now = clock.instant();
        jdbc.sql("""
            INSERT INTO users.password_failures AS p (subject, failures, last_failure_at)
            SELECT s, 1, ? FROM unnest(?::text[]) s ORDER BY s
            ON CONFLICT (subject) DO UPDATE SET
                failures = CASE WHEN p.last_failure_at < ? THEN 1 ELSE p.failures + 1 END,
                last_failure_at = excluded.last_failure_at\
            """)
                .params(at(now), array(subjects(userName, address).keySet()), at(now.minus(settings.forgottenAfter())))
                .update();
    }

    void succeeded(String userName, String address) {
        jdbc.sql("DELETE FROM users.password_failures WHERE subject = ?")
                .param(pair(userName, address))
                .update();
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void sweep() {
        jdbc.sql("DELETE FROM users.password_failures WHERE last_failure_at < ?")
                .param(at(clock.instant().minus(settings.forgottenAfter())))
                .update();
    }

    private Duration wait(int beyondFreeTries, Instant lastFailure, Instant now) {
        if (beyondFreeTries < 0 || lastFailure.isBefore(now.minus(settings.forgottenAfter()))) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(1L << Math.min(beyondFreeTries, 30));
        Duration bounded = asked.compareTo(settings.longestWait()) < 0 ? asked : settings.longestWait();
        Duration left = Duration.between(now, lastFailure.plus(bounded));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Map<String, Integer> subjects(String userName, String address) {
        return new TreeMap<>(Map.of(
                pair(userName, address),
                settings.freeTries(),
                "user " + lower(userName),
                settings.freeTriesForUser(),
                "address " + address,
                settings.freeTriesForAddress()));
    }

    private static String pair(String userName, String address) {
        return "pair " + address + " " + lower(userName);
    }

    /** Names are bounded before they become a row's key. */
    private static String lower(String userName) {
        return userName.substring(0, Math.min(userName.length(), 200)).toLowerCase(Locale.ROOT);
    }
}
