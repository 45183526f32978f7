package dev.tollgate.store.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.testing.RunningStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PasswordIT {

    private static final RunningStore STORE = RunningStore.get();
    private static final String CHANGE = "/me/change-password";

    @Test
    void theKeyManagerChangesItOrSaysWhyNot() {
        assertThat(STORE.post("bob", CHANGE, passwords("secret", "another-good-one"))
                        .status())
                .isEqualTo(200);

        var wrong = STORE.post("bob", CHANGE, passwords("guess", "another-good-one"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("/description")).contains("present password is wrong");
        assertThat(STORE.post("bob", CHANGE, passwords("secret", "short")).text("/description"))
                .contains("more characters");
        assertThat(STORE.post("guesser", CHANGE, passwords("secret", "another-good-one"))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void bothPasswordsAndAUserAreNeeded() {
        assertThat(STORE.post("bob", CHANGE, Map.of("newPassword", "another-good-one"))
                        .status())
                .isEqualTo(400);
        assertThat(STORE.post("bob", CHANGE, passwords("", "another-good-one")).status())
                .isEqualTo(400);
        assertThat(STORE.post("", CHANGE, passwords("secret", "another-good-one"))
                        .status())
                .isEqualTo(401);
        assertThat(STORE.post("nobody", CHANGE, passwords("secret", "another-good-one"))
                        .status())
                .isEqualTo(403);
    }

    private static Map<String, String> passwords(String current, String wanted) {
        return Map.of("currentPassword", current, "newPassword", wanted);
    }
}
