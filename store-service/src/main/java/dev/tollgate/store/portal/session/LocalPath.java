package dev.tollgate.store.portal.session;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a visitor may be sent: a path of the portal's own, and nothing that a browser would read as another host. */
public final class LocalPath {

    public static final String START = "/store";

    private LocalPath() {}

    /** The path with its query, or the start page for anything else. */
    public static String of(@Nullable String wanted) {
        if (wanted == null
                || !(wanted.equals(START) || wanted.startsWith(START + "/") || wanted.startsWith(START + "?"))
                || wanted.length() > 2000
                || wanted.indexOf('\\') >= 0
                || wanted.contains("//")
                || wanted.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            return START;
        }
        try {
            URI uri = URI.create(wanted);
            return uri.getHost() == null
                            && uri.getScheme() == null
                            && uri.normalize().getRawPath().startsWith(START)
                    ? wanted
                    : START;
        } catch (IllegalArgumentException notAPath) {
            return START;
        }
    }
}
