package dev.tollgate.publisher.thumbnail;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiAnswers;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/am/publisher/v4/apis/{apiId}/thumbnail")
class ThumbnailController {

    private final ApiAccess access;
    private final Thumbnails thumbnails;
    private final ChangeThumbnail change;

    ThumbnailController(ApiAccess access, Thumbnails thumbnails, ChangeThumbnail change) {
        this.access = access;
        this.thumbnails = thumbnails;
        this.change = change;
    }

    /** WSO2's FileInfo. */
    record FileInformation(String relativePath, String mediaType) {}

    /** 204 where there is none. */
    @GetMapping
    @Scopes({"apim:api_view", "apim:api_manage"})
    ResponseEntity<byte[]> read(
            @PathVariable String apiId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Caller caller) {
        Api api = access.readable(apiId, caller);
        if (ApiAnswers.unchanged(api, ifNoneMatch)) {
            return ApiAnswers.with(ResponseEntity.status(HttpStatus.NOT_MODIFIED), api)
                    .build();
        }
        return thumbnails
                .find(api.id())
                .map(image -> ApiAnswers.with(ResponseEntity.ok(), api)
                        .contentType(MediaType.parseMediaType(image.mediaType()))
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                        .body(image.bytes()))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PutMapping
    @Scopes({"apim:api_create", "apim:api_manage", "apim:api_publish"})
    ResponseEntity<FileInformation> write(
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        if (file == null) {
            throw new RefusedException(CommonError.BAD_REQUEST, "A form with the part file is needed.");
        }
        Image image = Image.of(bytes(file));
        Api api = change.put(apiId, image, caller, ifMatch);
        String path = "/apis/" + api.id() + "/thumbnail";
        return ApiAnswers.with(ResponseEntity.ok().location(URI.create("/api/am/publisher/v4" + path)), api)
                .body(new FileInformation(path, image.mediaType()));
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException unreadable) {
            throw new RefusedException(CommonError.BAD_REQUEST, "file: it cannot be read.");
        }
    }
}
