package dev.tollgate.keymanager.user;

import dev.tollgate.keymanager.user.PasswordVerdict.Accepted;
import dev.tollgate.keymanager.user.PasswordVerdict.Refused;
import dev.tollgate.keymanager.user.PasswordVerdict.SlowDown;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Whether a user name and password belong together. Every door that takes a password asks here. */
@Service
public class PasswordCheck {

    /** Names share this many queues; a guess waits only behind others of its queue. */
    private static final int QUEUES = 256;

    private final Users users;
    private final PasswordHashing hashing;
    private final GuessLimiter limiter;

    /** One password of a user is looked at after the other: guesses sent all at once would be counted after all were looked at. */
    private final Semaphore[] queues =
            Stream.generate(() -> new Semaphore(1, true)).limit(QUEUES).toArray(Semaphore[]::new);

    PasswordCheck(Users users, PasswordHashing hashing, GuessLimiter limiter) {
        this.users = users;
        this.hashing = hashing;
        this.limiter = limiter;
    }

    /** @param address where the caller is, for the slowing of guesses */
    public PasswordVerdict check(String userName, String password, String address) {
        if (userName.indexOf('\0') >= 0 || password.indexOf('\0') >= 0) {
            return new Refused();
        }
        // who has to wait anyway is told at once, and keeps no queue
        Duration wait = limiter.waitFor(userName, address);
        if (wait.isPositive()) {
            return new SlowDown(wait);
        }
        Semaphore queue = queues[Math.floorMod(userName.toLowerCase(Locale.ROOT).hashCode(), QUEUES)];
        queue.acquireUninterruptibly();
        try {
            return inTurn(userName, password, address);
        } finally {
            queue.release();
        }
    }

    private PasswordVerdict inTurn(String userName, String password, String address) {
        Duration wait = limiter.waitFor(userName, address);
        if (wait.isPositive()) {
            return new SlowDown(wait);
        }
        var stored = users.passwordOf(userName);
        if (stored.isEmpty()) {
            hashing.pretend(password);
            limiter.failed(userName, address);
            return new Refused();
        }
        User user = stored.get().user();
        String hash = stored.get().hash();
        boolean right = hashing.matches(password, hash);
        if (!right || user.disabled()) {
            limiter.failed(userName, address);
            return new Refused();
        }
        limiter.succeeded(userName, address);
        if (hashing.outdated(hash)) {
            users.updatePassword(user.id(), hashing.hash(password));
        }
        return new Accepted(user);
    }
}
