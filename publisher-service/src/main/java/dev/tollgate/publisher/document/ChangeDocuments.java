package dev.tollgate.publisher.document;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.document.Document.Source;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What providers do with documents. Each change holds the API, so that two of them do not overwrite each other. */
@Service
@EnableConfigurationProperties(DocumentProperties.class)
class ChangeDocuments {

    private final ApiAccess access;
    private final Documents documents;
    private final DocumentProperties properties;
    private final InstantSource clock;

    ChangeDocuments(ApiAccess access, Documents documents, DocumentProperties properties, InstantSource clock) {
        this.access = access;
        this.documents = documents;
        this.properties = properties;
        this.clock = clock;
    }

    @Transactional
    Document add(String apiId, DocumentRequest request, Caller caller) {
        var description = request.description();
        String text = request.inlineContent() == null
                ? null
                : text(request.inlineContent()).text();
        Api api = access.changeable(apiId, caller, null);
        refuseTaken(api, description.name(), null);
        if (documents.count(api.id()) >= properties.maxCount()) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "An API has at most " + properties.maxCount() + " documents.");
        }
        UUID id = documents.insert(api.id(), description, text, caller.userName(), clock.instant());
        return find(api, id.toString(), caller);
    }

    @Transactional
    Document change(String apiId, String documentId, DocumentRequest request, Caller caller, @Nullable String ifMatch) {
        var description = request.description();
        DocumentContent.@Nullable Text text = request.inlineContent() == null ? null : text(request.inlineContent());
        Api api = access.changeable(apiId, caller, null);
        Document document = unchanged(find(api, documentId, caller), ifMatch);
        refuseTaken(api, description.name(), document.id());
        documents.describe(document.id(), description, caller.userName(), clock.instant());
        if (text != null) {
            documents.write(document.id(), text, caller.userName(), clock.instant());
        }
        return find(api, documentId, caller);
    }

    @Transactional
    void remove(String apiId, String documentId, Caller caller, @Nullable String ifMatch) {
        Api api = access.changeable(apiId, caller, null);
        documents.delete(unchanged(find(api, documentId, caller), ifMatch).id());
    }

    @Transactional
    Document say(String apiId, String documentId, String inline, Caller caller, @Nullable String ifMatch) {
        var text = text(inline);
        Api api = access.changeable(apiId, caller, null);
        Document document = unchanged(find(api, documentId, caller), ifMatch);
        if (!document.description().source().isText()) {
            throw wrongSource(document, "inlineContent");
        }
        documents.write(document.id(), text, caller.userName(), clock.instant());
        return find(api, documentId, caller);
    }

    @Transactional
    Document attach(
            String apiId, String documentId, DocumentContent.File file, Caller caller, @Nullable String ifMatch) {
        Api api = access.changeable(apiId, caller, null);
        Document document = unchanged(find(api, documentId, caller), ifMatch);
        if (document.description().source() != Source.FILE) {
            throw wrongSource(document, "file");
        }
        documents.write(document.id(), file, caller.userName(), clock.instant());
        return find(api, documentId, caller);
    }

    Document find(Api api, String documentId, Caller caller) {
        return ApiAccess.uuid(documentId)
                .flatMap(id -> documents.find(api, id, caller))
                .orElseThrow(
                        () -> new RefusedException(CommonError.NOT_FOUND, "The API has no document with this id."));
    }

    private DocumentContent.Text text(String inline) {
        if (inline.getBytes(StandardCharsets.UTF_8).length
                        > properties.maxText().toBytes()
                || inline.indexOf('\0') >= 0) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "inlineContent: at most " + properties.maxText().toBytes()
                            + " bytes are possible, U+0000 not among them.");
        }
        return new DocumentContent.Text(inline);
    }

    private void refuseTaken(Api api, String name, @Nullable UUID except) {
        if (documents.named(api.id(), name, except)) {
            throw new RefusedException(CommonError.CONFLICT, "The API has a document of this name already.");
        }
    }

    private static Document unchanged(Document document, @Nullable String ifMatch) {
        if (ifMatch != null && !ApiAccess.matches(ifMatch, document.etag())) {
            throw new RefusedException(
                    CommonError.PRECONDITION_FAILED,
                    "The document has changed since it was read: its ETag is " + document.etag() + ".");
        }
        return document;
    }

    private static RefusedException wrongSource(Document document, String part) {
        return new RefusedException(
                CommonError.BAD_REQUEST,
                part + ": the document's sourceType is "
                        + document.description().source()
                        + "; INLINE and MARKDOWN take inlineContent, FILE takes file, URL its sourceUrl.");
    }
}
