package dev.tollgate.acceptance.people;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that no earlier run and no other test used. */
public final class Names {

    private static final String RUN = random(3);
    private static final AtomicInteger LAST = new AtomicInteger();

    private Names() {}

    /** The word with a mark of this run and a number of its own. */
    public static String fresh(String word) {
        return word + "-" + RUN + "-" + LAST.incrementAndGet();
    }

    /** A password that is on no list. */
    public static String password() {
        return "Aa1!" + random(12);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
