package dev.tollgate.keymanager.user;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes carry their algorithm's name, so that a better one can follow and old ones are replaced at the next sign-in. */
@Component
class PasswordHashing {

    /** bcrypt looks at no more. */
    static final int MOST_BYTES = 72;

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(10)));
    private final String nobody = encoder.encode("the password of nobody");

    String hash(String password) {
        return encoder.encode(password);
    }

    boolean matches(String password, String hash) {
        return fits(password) && encoder.matches(password, hash);
    }

    /** Costs what {@link #matches} costs, so that an unknown user name takes as long as a wrong password. */
    void pretend(String password) {
        encoder.matches(fits(password) ? password : "too long", nobody);
    }

    boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private static boolean fits(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }
}
