package dev.tollgate.store.catalogue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document as its API's provider wrote it; all of it is text of the provider's, and none of it to be trusted as HTML.
 *
 * @param type WSO2's: HOWTO, SAMPLES, PUBLIC_FORUM and so on
 * @param sourceType INLINE, MARKDOWN, URL or FILE
 * @param sourceUrl of a URL
 * @param otherTypeName where the type is OTHER
 * @param fileName of a FILE
 */
record PublishedDocument(
        UUID id,
        UUID apiId,
        String name,
        String summary,
        String type,
        String sourceType,
        @Nullable String sourceUrl,
        @Nullable String otherTypeName,
        String visibility,
        @Nullable String fileName,
        Instant updatedAt) {}
