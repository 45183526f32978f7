package dev.tollgate.store.catalogue;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.request.ResourceId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Documents and thumbnails of APIs, for all who may see the API. What providers upload never runs in a page of ours. */
@RestController
@RequestMapping("/api/am/devportal/v3/apis/{apiId}")
class DocumentController {

    private static final String INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final Catalogue catalogue;
    private final PublishedDocuments documents;

    DocumentController(Catalogue catalogue, PublishedDocuments documents) {
        this.catalogue = catalogue;
        this.documents = documents;
    }

    /** Devportal's Document. */
    record View(
            String documentId,
            String name,
            String type,
            String summary,
            String sourceType,
            @Nullable String sourceUrl,
            @Nullable String otherTypeName,
            @Nullable String fileName) {

        static View of(PublishedDocument document) {
            return new View(
                    document.id().toString(),
                    document.name(),
                    document.type(),
                    document.summary(),
                    document.sourceType(),
                    document.sourceUrl(),
                    document.otherTypeName(),
                    document.fileName());
        }
    }

    @Anyone
    @GetMapping("/documents")
    Listing<View> list(
            Caller caller,
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        UUID api = catalogue.visible(caller, apiId).id();
        var found = documents.of(api, Viewer.of(caller), page);
        return Listing.of(
                found.documents().stream().map(View::of).toList(),
                page,
                found.total(),
                "/apis/" + api + "/documents",
                Map.of());
    }

    @Anyone
    @GetMapping("/documents/{documentId}")
    View read(Caller caller, @PathVariable String apiId, @PathVariable String documentId) {
        return View.of(readable(caller, apiId, documentId));
    }

    @Anyone
    @GetMapping("/documents/{documentId}/content")
    ResponseEntity<byte[]> content(Caller caller, @PathVariable String apiId, @PathVariable String documentId) {
        PublishedDocument document = readable(caller, apiId, documentId);
        String url = document.sourceUrl();
        if (document.sourceType().equals("URL") && url != null) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(web(url))
                    .build();
        }
        PublishedDocuments.Content content = documents.content(document);
        String text = content.text();
        byte[] file = content.file();
        if (text != null) {
            return inert(content)
                    .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                    .body(text.getBytes(StandardCharsets.UTF_8));
        }
        if (file == null) {
            throw ResourceId.absent("content of this document");
        }
        return inert(content)
                .contentType(mediaType(content.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(
                                        Objects.requireNonNullElse(document.fileName(), document.name()),
                                        StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file);
    }

    /** 204 where the API has none, as WSO2 answers. */
    @Anyone
    @GetMapping("/thumbnail")
    ResponseEntity<byte[]> thumbnail(Caller caller, @PathVariable String apiId) {
        PublishedApi api = catalogue.visible(caller, apiId);
        if (!api.hasThumbnail()) {
            return ResponseEntity.noContent().build();
        }
        return documents
                .thumbnail(api.id())
                .map(content -> inert(content)
                        .contentType(mediaType(content.mediaType()))
                        .body(Objects.requireNonNullElse(content.file(), new byte[0])))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private PublishedDocument readable(Caller caller, String apiId, String documentId) {
        UUID api = catalogue.visible(caller, apiId).id();
        return ResourceId.parse(documentId)
                .flatMap(id -> documents.find(api, id, Viewer.of(caller)))
                .orElseThrow(() -> ResourceId.absent("document"));
    }

    private static ResponseEntity.BodyBuilder inert(PublishedDocuments.Content content) {
        return ResponseEntity.ok()
                .lastModified(content.updatedAt())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", INERT);
    }

    private static MediaType mediaType(@Nullable String text) {
        try {
            return text == null ? MediaType.APPLICATION_OCTET_STREAM : MediaType.parseMediaType(text);
        } catch (InvalidMediaTypeException unknown) {
            return MediaType.APPLICATION_OCTET_STREAM;
        }
    }

    /** Nobody is sent anywhere but to the web. */
    private static URI web(String url) {
        try {
            URI uri = URI.create(url.strip());
            if ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // refused below
        }
        throw ResourceId.absent("address of this document");
    }
}
