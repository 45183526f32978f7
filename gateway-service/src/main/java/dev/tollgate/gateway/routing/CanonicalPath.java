package dev.tollgate.gateway.routing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a path that is matched, judged and forwarded, so that gateway and backend cannot read it differently.
 *
 * <p>Refused, because backends disagree about them: dot segments, empty segments, path parameters ({@code ;}), backslashes,
 * control characters, and the percent-encoded forms of slash, backslash, dot segments, percent and NUL. Percent-encoded
 * unreserved characters are decoded, other encodings are written in upper case (RFC 3986, section 6.2.2).
 */
public final class CanonicalPath {

    private static final boolean[] PLAIN = new boolean[128];
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            UNRESERVED[c] = true;
            UNRESERVED[Character.toUpperCase(c)] = true;
        }
        for (char c = '0'; c <= '9'; c++) {
            UNRESERVED[c] = true;
        }
        for (char c : "-._~".toCharArray()) {
            UNRESERVED[c] = true;
        }
        System.arraycopy(UNRESERVED, 0, PLAIN, 0, PLAIN.length);
        for (char c : "/:@!$&'()*+,=".toCharArray()) {
            PLAIN[c] = true;
        }
    }

    private CanonicalPath() {}

    /** The canonical form of a raw path without query, or null if it is refused; the same instance if it is canonical already. */
    public static @Nullable String of(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            return null;
        }
        int segment = 1;
        boolean dots = true;
        for (int i = 1; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= 128 || !PLAIN[c]) {
                return c == '%' ? decoded(raw) : null;
            }
            if (c == '/') {
                if (i == segment || (dots && i - segment <= 2)) {
                    return null;
                }
                segment = i + 1;
                dots = true;
            } else if (c != '.') {
                dots = false;
            }
        }
        int last = raw.length() - segment;
        return dots && last > 0 && last <= 2 ? null : raw;
    }

    private static @Nullable String decoded(String raw) {
        StringBuilder path = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                path.append(c);
                continue;
            }
            int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
            int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            int value = high << 4 | low;
            if (value < 0x20 || value == 0x7f || value == '/' || value == '\\' || value == '%') {
                return null;
            }
            if (value < 128 && UNRESERVED[value]) {
                path.append((char) value);
            } else {
                path.append(raw.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return checked(path.toString());
    }

    /** As the quick scan, with percent-encodings allowed because they are well-formed by now. */
    private static @Nullable String checked(String path) {
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return null;
            }
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= 128 || (!PLAIN[c] && c != '%')) {
                return null;
            }
        }
        return path.contains("//") ? null : path;
    }
}
