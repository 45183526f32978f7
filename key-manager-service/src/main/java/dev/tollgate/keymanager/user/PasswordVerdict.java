package dev.tollgate.keymanager.user;

import java.time.Duration;

/** What became of a user name and password. */
public sealed interface PasswordVerdict {

    record Accepted(User user) implements PasswordVerdict {}

    /** Wrong password, unknown user, disabled user: callers cannot tell which. */
    record Refused() implements PasswordVerdict {}

    /** Not even looked at. */
    record SlowDown(Duration pause) implements PasswordVerdict {}
}
