package dev.tollgate.keymanager.user;

import dev.tollgate.keymanager.user.PasswordVerdict.Accepted;
import dev.tollgate.keymanager.user.PasswordVerdict.Refused;
import dev.tollgate.keymanager.user.PasswordVerdict.SlowDown;
import java.time.Duration;
import org.springframework.stereotype.Service;

/** Whether a user name and password belong together. Every door that takes a password asks here. */
@Service
public class PasswordCheck {

    private final Users users;
    private final PasswordHashing hashing;
    private final GuessLimiter limiter;

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
