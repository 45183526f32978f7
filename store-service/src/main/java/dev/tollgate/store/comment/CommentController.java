package dev.tollgate.store.comment;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.catalogue.Catalogue;
import dev.tollgate.store.comment.Comment.EntryPoint;
import dev.tollgate.store.request.EntityTag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is said about an API, for all who may see it. */
@RestController
@RequestMapping("/api/am/devportal/v3/apis/{apiId}/comments")
class CommentController {

    private static final String ADMINISTRATOR = "apim:admin";

    private final Catalogue catalogue;
    private final Comments comments;

    CommentController(Catalogue catalogue, Comments comments) {
        this.catalogue = catalogue;
        this.comments = comments;
    }

    @Anyone
    @GetMapping
    Listing<CommentView> list(
            Caller caller,
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(defaultValue = "false") boolean includeCommenterInfo) {
        Page page = Page.of(limit, offset);
        UUID api = visible(caller, apiId);
        var found = comments.threads(api, page);
        return CommentView.listing(
                found.comments(), page, found.total(), "/apis/" + api + "/comments", includeCommenterInfo);
    }

    @Scopes("apim:subscribe")
    @PostMapping
    ResponseEntity<CommentView> add(
            Caller caller,
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable String replyTo,
            @RequestBody Comments.Said said) {
        UUID api = visible(caller, apiId);
        Comment comment = comments.add(api, Applications.owner(caller), EntryPoint.DEV_PORTAL, said, replyTo);
        CommentView view = CommentView.of(comment, false);
        return ResponseEntity.created(URI.create("/api/am/devportal/v3/apis/" + api + "/comments/" + comment.id()))
                .eTag(EntityTag.of(comment.revision(), view))
                .body(view);
    }

    @Anyone
    @GetMapping("/{commentId}")
    ResponseEntity<CommentView> read(
            Caller caller,
            @PathVariable String apiId,
            @PathVariable String commentId,
            @RequestParam(defaultValue = "false") boolean includeCommenterInfo,
            @RequestParam(required = false) @Nullable Integer replyLimit,
            @RequestParam(required = false) @Nullable Integer replyOffset) {
        Page replies = Page.of(replyLimit, replyOffset);
        return answer(comments.read(visible(caller, apiId), commentId, replies), includeCommenterInfo);
    }

    @Anyone
    @GetMapping("/{commentId}/replies")
    Listing<CommentView> replies(
            Caller caller,
            @PathVariable String apiId,
            @PathVariable String commentId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(defaultValue = "false") boolean includeCommenterInfo) {
        Page page = Page.of(limit, offset);
        UUID api = visible(caller, apiId);
        var found = comments.replies(api, commentId, page);
        return CommentView.listing(
                found.comments(),
                page,
                found.total(),
                "/apis/" + api + "/comments/" + commentId + "/replies",
                includeCommenterInfo);
    }

    @Scopes("apim:subscribe")
    @PatchMapping("/{commentId}")
    ResponseEntity<CommentView> change(
            Caller caller,
            @PathVariable String apiId,
            @PathVariable String commentId,
            @RequestBody Comments.Said said) {
        UUID api = visible(caller, apiId);
        return answer(comments.change(api, commentId, Applications.owner(caller), said), false);
    }

    @Scopes({"apim:subscribe", ADMINISTRATOR})
    @DeleteMapping("/{commentId}")
    void delete(
            Caller caller,
            @PathVariable String apiId,
            @PathVariable String commentId,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        UUID api = visible(caller, apiId);
        comments.delete(api, commentId, Applications.owner(caller), caller.hasScope(ADMINISTRATOR), ifMatch);
    }

    private UUID visible(Caller caller, String apiId) {
        return catalogue.visible(caller, apiId).id();
    }

    private static ResponseEntity<CommentView> answer(Comment comment, boolean withCommenter) {
        CommentView view = CommentView.of(comment, withCommenter);
        return ResponseEntity.ok()
                .eTag(EntityTag.of(comment.revision(), view))
                .lastModified(comment.revision())
                .body(view);
    }
}
