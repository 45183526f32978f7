package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.user.PasswordCheck;
import dev.tollgate.keymanager.user.PasswordVerdict.Accepted;
import dev.tollgate.keymanager.user.PasswordVerdict.Refused;
import dev.tollgate.keymanager.user.PasswordVerdict.SlowDown;
import dev.tollgate.keymanager.user.UserAccounts;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import org.springframework.stereotype.Service;

/** A user changes the own password, which the present one has to prove: a token or session that was stolen is not enough. */
@Service
class PasswordChange {

    private final PasswordCheck passwords;
    private final UserAccounts accounts;

    PasswordChange(PasswordCheck passwords, UserAccounts accounts) {
        this.passwords = passwords;
        this.accounts = accounts;
    }

    /**
     * Ends every session and token of the user.
     *
     * @throws RefusedException 400 where the present password is wrong or the new one not good enough, 429 after too many wrong ones
     */
    void change(String userName, String current, String wanted, String address) {
        switch (passwords.check(userName, current, address)) {
            case Accepted accepted -> {
                if (wanted.equals(current)) {
                    throw new RefusedException(CommonError.BAD_REQUEST, "The new password is the present one.");
                }
                accounts.changePassword(accepted.user(), wanted);
            }
            case Refused refused ->
                throw new RefusedException(CommonError.BAD_REQUEST, "The present password is wrong.");
            case SlowDown slowDown ->
                throw new RefusedException(
                        CommonError.TOO_MANY_REQUESTS, "Too many wrong passwords. Wait and try again.");
        }
    }
}
