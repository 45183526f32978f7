package dev.tollgate.publisher.document;

import dev.tollgate.publisher.document.Document.Kind;
import dev.tollgate.publisher.document.Document.Source;
import dev.tollgate.publisher.document.Document.Visibility;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** WSO2's Document. What it says is read from its content. */
record DocumentView(
        String documentId,
        String name,
        Kind type,
        String summary,
        Source sourceType,
        @Nullable String sourceUrl,
        @Nullable String fileName,
        @Nullable String otherTypeName,
        Visibility visibility,
        Instant createdTime,
        String createdBy,
        Instant lastUpdatedTime,
        String lastUpdatedBy) {

    static DocumentView of(Document document) {
        var description = document.description();
        return new DocumentView(
                document.id().toString(),
                description.name(),
                description.type(),
                description.summary(),
                description.source(),
                description.url(),
                document.fileName(),
                description.otherTypeName(),
                description.visibility(),
                document.createdAt().truncatedTo(ChronoUnit.MILLIS),
                document.createdBy(),
                document.updatedAt().truncatedTo(ChronoUnit.MILLIS),
                document.updatedBy());
    }
}
