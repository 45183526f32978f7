package dev.tollgate.gateway.invocation;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes ids that are unique over nodes and boots: 8 random hexadecimal digits of the boot, then a number. */
final class RequestIds {

    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final long boot = new SecureRandom().nextInt() & 0xffff_ffffL;
    private final AtomicLong number = new AtomicLong();

    String next() {
        char[] id = new char[20];
        write(id, 0, 8, boot);
        write(id, 8, 12, number.incrementAndGet());
        return new String(id);
    }

    private static void write(char[] id, int from, int digits, long value) {
        long rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            id[i] = DIGITS[(int) (rest & 15)];
            rest >>>= 4;
        }
    }
}
