package dev.tollgate.keymanager.user;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What others try first: the commonest passwords, and example values of documents. */
@Component
class CommonPasswords {

    private static final String LIST = "/common-passwords.txt";

    private final Set<String> common;

    CommonPasswords() {
        try (BufferedReader list = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST), LIST),
                StandardCharsets.UTF_8))) {
            common = list.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean contain(String password) {
        return common.contains(password.toLowerCase(Locale.ROOT));
    }
}
