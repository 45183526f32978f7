package dev.tollgate.publisher.document;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document of an API, without what it says.
 *
 * @param version counts its changes
 * @param fileName of a {@code FILE} that has been sent
 */
record Document(
        UUID id,
        long version,
        UUID apiId,
        Description description,
        @Nullable String fileName,
        @Nullable String mediaType,
        Instant createdAt,
        String createdBy,
        Instant updatedAt,
        String updatedBy) {

    /** WSO2's kinds. */
    enum Kind {
        HOWTO,
        SAMPLES,
        PUBLIC_FORUM,
        SUPPORT_FORUM,
        API_MESSAGE_FORMAT,
        SWAGGER_DOC,
        OTHER
    }

    /** Where what it says stands. */
    enum Source {
        INLINE,
        MARKDOWN,
        URL,
        FILE;

        boolean isText() {
            return this == INLINE || this == MARKDOWN;
        }
    }

    /** Who sees it. */
    enum Visibility {
        /** Its author, the API's provider and administrators; never consumers. */
        OWNER_ONLY,
        /** Whoever sees the API and is signed in. */
        PRIVATE,
        /** Whoever sees the API. */
        API_LEVEL
    }

    /**
     * What its author says of it.
     *
     * @param otherTypeName of the type {@code OTHER}
     * @param url of the source {@code URL}
     */
    record Description(
            String name,
            String summary,
            Kind type,
            @Nullable String otherTypeName,
            Source source,
            @Nullable String url,
            Visibility visibility) {}

    String etag() {
        return "\"" + version + "\"";
    }
}
