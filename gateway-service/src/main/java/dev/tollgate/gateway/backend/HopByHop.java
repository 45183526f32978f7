package dev.tollgate.gateway.backend;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;

/** Header fields that belong to one connection and are never passed on (RFC 9110, section 7.6.1). */
public final class HopByHop {

    private static final AsciiString[] FIELDS = {
        HttpHeaderNames.TE,
        HttpHeaderNames.CONNECTION,
        HttpHeaderNames.TRAILER,
        HttpHeaderNames.UPGRADE,
        AsciiString.cached("keep-alive"),
        AsciiString.cached("http2-settings"),
        AsciiString.cached("proxy-connection"),
        HttpHeaderNames.PROXY_AUTHENTICATE,
        HttpHeaderNames.TRANSFER_ENCODING,
        HttpHeaderNames.PROXY_AUTHORIZATION,
    };

    private HopByHop() {}

    public static boolean is(CharSequence name) {
        int length = name.length();
        if (length < 2 || length == 3 || length > 19) {
            return false;
        }
        for (AsciiString field : FIELDS) {
            if (field.length() == length && field.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** Further fields that the Connection header names; usually none. */
    public static List<String> named(HttpHeaders headers) {
        List<String> values = headers.getAll(HttpHeaderNames.CONNECTION);
        if (values.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String value : values) {
            for (String token : value.split(",")) {
                String name = token.strip();
                if (!name.isEmpty() && !name.equalsIgnoreCase("close") && !name.equalsIgnoreCase("keep-alive")) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
