package dev.tollgate.keymanager.secret;

import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Keys that cannot be guessed: 256 random bits unless said otherwise. */
@Component
public class RandomKeys {

    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int CONSUMER_KEY_LENGTH = 28;

    private final SecureRandom random = new SecureRandom();

    /** 28 letters and digits, as WSO2's consumer keys: safe in Basic, in URLs and in file names. */
    public String consumerKey() {
        return random.ints(CONSUMER_KEY_LENGTH, 0, LETTERS_AND_DIGITS.length())
                .collect(
                        StringBuilder::new,
                        (key, index) -> key.append(LETTERS_AND_DIGITS.charAt(index)),
                        StringBuilder::append)
                .toString();
    }

    /** 43 characters of URL-safe Base64. */
    public String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
