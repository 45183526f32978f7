package dev.tollgate.publisher.document;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.document.Document.Source;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/am/publisher/v4/apis/{apiId}/documents")
class DocumentController {

    private final ApiAccess access;
    private final Documents documents;
    private final ChangeDocuments change;
    private final DocumentProperties properties;

    DocumentController(ApiAccess access, Documents documents, ChangeDocuments change, DocumentProperties properties) {
        this.access = access;
        this.documents = documents;
        this.change = change;
        this.properties = properties;
    }

    @GetMapping
    @Scopes({"apim:api_view", "apim:api_manage", "apim:document_manage"})
    Listing<DocumentView> list(
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            Caller caller) {
        Page page = Page.of(limit, offset);
        Api api = access.readable(apiId, caller);
        var found = documents.list(api, page, caller);
        return Listing.of(
                found.list().stream().map(DocumentView::of).toList(),
                page,
                found.total(),
                "/apis/" + api.id() + "/documents",
                Map.of());
    }

    @PostMapping
    @Scopes({"apim:api_create", "apim:api_manage", "apim:document_create", "apim:document_manage"})
    ResponseEntity<DocumentView> add(@PathVariable String apiId, @RequestBody DocumentRequest body, Caller caller) {
        return answer(HttpStatus.CREATED, change.add(apiId, body, caller));
    }

    @GetMapping("/{documentId}")
    @Scopes({"apim:api_view", "apim:api_manage", "apim:document_manage"})
    ResponseEntity<DocumentView> read(
            @PathVariable String apiId,
            @PathVariable String documentId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Caller caller) {
        Document document = change.find(access.readable(apiId, caller), documentId, caller);
        return known(document, ifNoneMatch) ? notModified(document) : answer(HttpStatus.OK, document);
    }

    @PutMapping("/{documentId}")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:document_manage"})
    ResponseEntity<DocumentView> change(
            @PathVariable String apiId,
            @PathVariable String documentId,
            @RequestBody DocumentRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return answer(HttpStatus.OK, change.change(apiId, documentId, body, caller, ifMatch));
    }

    @DeleteMapping("/{documentId}")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:document_manage"})
    ResponseEntity<Void> remove(
            @PathVariable String apiId,
            @PathVariable String documentId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        change.remove(apiId, documentId, caller, ifMatch);
        return ResponseEntity.ok().build();
    }

    /** Files are to be stored, texts to be read: neither is ever a page of this site. */
    @GetMapping("/{documentId}/content")
    @Scopes({"apim:api_view", "apim:api_manage", "apim:document_manage"})
    ResponseEntity<byte[]> content(
            @PathVariable String apiId,
            @PathVariable String documentId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Caller caller) {
        Document document = change.find(access.readable(apiId, caller), documentId, caller);
        if (known(document, ifNoneMatch)) {
            return notModified(document);
        }
        return switch (documents.content(document)) {
            case DocumentContent.Text(String text) ->
                inert(document)
                        .contentType(
                                document.description().source() == Source.MARKDOWN
                                        ? new MediaType("text", "markdown", StandardCharsets.UTF_8)
                                        : new MediaType("text", "plain", StandardCharsets.UTF_8))
                        .body(text.getBytes(StandardCharsets.UTF_8));
            case DocumentContent.File file ->
                inert(document)
                        .contentType(MediaType.parseMediaType(file.mediaType()))
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(file.name(), StandardCharsets.UTF_8)
                                        .build()
                                        .toString())
                        .body(file.bytes());
            case DocumentContent.Link(String url) ->
                ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create(url))
                        .build();
            case DocumentContent.Nothing nothing ->
                throw new RefusedException(CommonError.NOT_FOUND, "The document has no content yet.");
        };
    }

    @PostMapping("/{documentId}/content")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:document_create", "apim:document_manage"})
    ResponseEntity<DocumentView> write(
            @PathVariable String apiId,
            @PathVariable String documentId,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(required = false) @Nullable String inlineContent,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        if ((file == null) == (inlineContent == null)) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "A form with exactly one of file and inlineContent is needed.");
        }
        return answer(
                HttpStatus.OK,
                file == null
                        ? change.say(apiId, documentId, String.valueOf(inlineContent), caller, ifMatch)
                        : change.attach(apiId, documentId, read(file), caller, ifMatch));
    }

    private DocumentContent.File read(MultipartFile file) {
        FileKind kind = FileKind.of(file.getOriginalFilename());
        if (file.isEmpty() || file.getSize() > properties.maxFile().toBytes()) {
            throw new RefusedException(
                    file.isEmpty() ? CommonError.BAD_REQUEST : CommonError.TOO_LARGE,
                    "file: 1 to " + properties.maxFile().toBytes() + " bytes are possible.");
        }
        try {
            return new DocumentContent.File(kind.name(), kind.mediaType(), file.getBytes());
        } catch (IOException unreadable) {
            throw new RefusedException(CommonError.BAD_REQUEST, "file: it cannot be read.");
        }
    }

    /** 200: the name is taken; 404: it is free. */
    @PostMapping("/validate")
    @Scopes({"apim:api_create", "apim:api_manage", "apim:document_manage", "apim:document_create"})
    ResponseEntity<Void> validate(@PathVariable String apiId, @RequestParam String name, Caller caller) {
        Api api = access.readable(apiId, caller);
        return documents.named(api.id(), name.strip(), null)
                ? ResponseEntity.ok().build()
                : ResponseEntity.notFound().build();
    }

    private static boolean known(Document document, @Nullable String ifNoneMatch) {
        return ifNoneMatch != null && ApiAccess.matches(ifNoneMatch, document.etag());
    }

    private static <T> ResponseEntity<T> notModified(Document document) {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                .eTag(document.etag())
                .build();
    }

    private static ResponseEntity<DocumentView> answer(HttpStatus status, Document document) {
        return ResponseEntity.status(status)
                .location(URI.create("/api/am/publisher/v4/apis/" + document.apiId() + "/documents/" + document.id()))
                .eTag(document.etag())
                .lastModified(document.updatedAt())
                .body(DocumentView.of(document));
    }

    private static ResponseEntity.BodyBuilder inert(Document document) {
        return ResponseEntity.ok()
                .eTag(document.etag())
                .lastModified(document.updatedAt())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
    }
}
