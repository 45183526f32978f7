package dev.tollgate.publisher.thumbnail;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An image that browsers show without running anything. What it is, its first bytes say: neither its name nor its sender. */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
record Image(String mediaType, byte[] bytes) {

    static final int MAX_BYTES = 1024 * 1024;

    static Image of(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new RefusedException(
                    bytes.length == 0 ? CommonError.BAD_REQUEST : CommonError.TOO_LARGE,
                    "file: an image of 1 to " + MAX_BYTES + " bytes is needed.");
        }
        if (startsWith(bytes, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return new Image("image/png", bytes);
        }
        if (startsWith(bytes, 0xFF, 0xD8, 0xFF)) {
            return new Image("image/jpeg", bytes);
        }
        if (startsWith(bytes, 'G', 'I', 'F', '8')) {
            return new Image("image/gif", bytes);
        }
        String start = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.UTF_8);
        if (start.replace("\uFEFF", "").stripLeading().startsWith("<")) {
            InertSvg.check(bytes);
            return new Image("image/svg+xml", bytes);
        }
        throw new RefusedException(CommonError.BAD_REQUEST, "file: PNG, JPEG, GIF and SVG images are taken.");
    }

    private static boolean startsWith(byte[] bytes, int... signature) {
        byte[] expected = new byte[signature.length];
        for (int i = 0; i < signature.length; i++) {
            expected[i] = (byte) signature[i];
        }
        return bytes.length > expected.length && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
    }
}
