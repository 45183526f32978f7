package dev.tollgate.publisher.document;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.document.Document.Description;
import dev.tollgate.publisher.document.Document.Kind;
import dev.tollgate.publisher.document.Document.Source;
import dev.tollgate.publisher.document.Document.Visibility;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** WSO2's Document as clients send it; what the server makes is ignored. */
record DocumentRequest(
        @Nullable String name,
        @Nullable Kind type,
        @Nullable String summary,
        @Nullable Source sourceType,
        @Nullable String sourceUrl,
        @Nullable String otherTypeName,
        @Nullable Visibility visibility,
        @Nullable String inlineContent) {

    private static final int MAX_SUMMARY = 32_766;
    private static final int MAX_URL = 2048;
    private static final int MAX_NAME = 255;

    /** Checked, with what does not belong to its type and source left out. */
    Description description() {
        Kind kind = needed(type, "type");
        Source source = needed(sourceType, "sourceType");
        String text = Objects.requireNonNullElse(summary, "");
        if (text.length() > MAX_SUMMARY || text.indexOf('\0') >= 0) {
            throw bad("summary: at most " + MAX_SUMMARY + " characters are possible, U+0000 not among them.");
        }
        if (inlineContent != null && !source.isText()) {
            throw bad("inlineContent: a document of the source " + source + " has none.");
        }
        return new Description(
                name(name, "name"),
                text,
                kind,
                kind == Kind.OTHER ? name(otherTypeName, "otherTypeName") : null,
                source,
                source == Source.URL ? url(sourceUrl) : null,
                needed(visibility, "visibility"));
    }

    private static <T> T needed(@Nullable T value, String field) {
        if (value == null) {
            throw bad(field + ": is needed.");
        }
        return value;
    }

    private static String name(@Nullable String value, String field) {
        String name = value == null ? "" : value.strip();
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw bad(field + ": 1 to " + MAX_NAME + " characters on one line are needed.");
        }
        return name;
    }

    /** A link that a browser may be sent to: nothing but http and https. */
    private static String url(@Nullable String value) {
        try {
            URI url = new URI(value == null ? "" : value.strip());
            String scheme = Objects.requireNonNullElse(url.getScheme(), "");
            if ((scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.toString().length() <= MAX_URL) {
                return url.toASCIIString();
            }
        } catch (URISyntaxException malformed) {
            // refused below
        }
        throw bad("sourceUrl: an address like https://example.com/guide is needed, without user and password.");
    }

    private static RefusedException bad(String why) {
        return new RefusedException(CommonError.BAD_REQUEST, why);
    }
}
