package dev.tollgate.publisher.feedback;

import dev.tollgate.contract.comment.AddCommentRequest;
import dev.tollgate.contract.comment.ChangeCommentRequest;
import dev.tollgate.contract.comment.Comment;
import dev.tollgate.contract.comment.CommentList;
import dev.tollgate.contract.comment.CommentsGrpc;
import dev.tollgate.contract.comment.DeleteCommentRequest;
import dev.tollgate.contract.comment.GetCommentRequest;
import dev.tollgate.contract.comment.ListCommentsRequest;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.subscription.StoreCalls;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The talk about an API, for its providers. */
@RestController
@RequestMapping("/api/am/publisher/v4/apis/{apiId}/comments")
class CommentController {

    private static final String ADMINISTRATOR = "apim:admin";

    private final ApiAccess access;
    private final StoreCalls store;

    CommentController(ApiAccess access, StoreCalls store) {
        this.access = access;
        this.store = store;
    }

    /** CommentRequest. */
    record Said(@Nullable String content, @Nullable String category) {}

    @Scopes({"apim:api_view", "apim:comment_view", "apim:comment_manage"})
    @GetMapping
    Listing<CommentView> list(
            Caller caller,
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(defaultValue = "false") boolean includeCommenterInfo) {
        String api = readable(apiId, caller);
        return CommentView.listing(api, page(api, "", Page.of(limit, offset)), "", includeCommenterInfo);
    }

    @Scopes({"apim:comment_write", "apim:comment_manage"})
    @PostMapping
    ResponseEntity<CommentView> add(
            Caller caller,
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable String replyTo,
            @RequestBody Said said) {
        String api = readable(apiId, caller);
        Comment comment = ask(contract -> contract.add(AddCommentRequest.newBuilder()
                .setApiId(api)
                .setAuthor(user(caller))
                .setContent(Objects.requireNonNullElse(said.content(), ""))
                .setCategory(Objects.requireNonNullElse(said.category(), ""))
                .setReplyTo(Objects.requireNonNullElse(replyTo, ""))
                .build()));
        return ResponseEntity.created(
                        URI.create("/api/am/publisher/v4/apis/" + api + "/comments/" + comment.getCommentId()))
                .body(CommentView.of(api, comment, false));
    }

    @Scopes({"apim:api_view", "apim:comment_view", "apim:comment_manage"})
    @GetMapping("/{commentId}")
    CommentView read(
            Caller caller,
            @PathVariable String apiId,
            @PathVariable String commentId,
            @RequestParam(defaultValue = "false") boolean includeCommenterInfo,
            @RequestParam(required = false) @Nullable Integer replyLimit,
            @RequestParam(required = false) @Nullable Integer replyOffset) {
        String api = readable(apiId, caller);
        Page replies = Page.of(replyLimit, replyOffset);
        Comment comment = ask(contract -> contract.get(GetCommentRequest.newBuilder()
                .setApiId(api)
                .setCommentId(commentId)
                .setReplyLimit(replies.limit())
                .setReplyOffset(replies.offset())
                .build()));
        return CommentView.of(api, comment, includeCommenterInfo);
    }

    @Scopes({"apim:api_view", "apim:comment_view", "apim:comment_manage"})
    @GetMapping("/{commentId}/replies")
    Listing<CommentView> replies(
            Caller caller,
            @PathVariable String apiId,
            @PathVariable String commentId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(defaultValue = "false") boolean includeCommenterInfo) {
        String api = readable(apiId, caller);
        CommentList replies = page(api, commentId, Page.of(limit, offset));
        return CommentView.listing(api, replies, "/" + commentId + "/replies", includeCommenterInfo);
    }

    @Scopes({"apim:comment_write", "apim:comment_manage"})
    @PatchMapping("/{commentId}")
    CommentView change(
            Caller caller, @PathVariable String apiId, @PathVariable String commentId, @RequestBody Said said) {
        String api = readable(apiId, caller);
        Comment comment = ask(contract -> contract.change(ChangeCommentRequest.newBuilder()
                .setApiId(api)
                .setCommentId(commentId)
                .setActor(user(caller))
                .setContent(Objects.requireNonNullElse(said.content(), ""))
                .setCategory(Objects.requireNonNullElse(said.category(), ""))
                .build()));
        return CommentView.of(api, comment, false);
    }

    @Scopes({"apim:comment_write", "apim:comment_manage", ADMINISTRATOR})
    @DeleteMapping("/{commentId}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String apiId, @PathVariable String commentId) {
        String api = readable(apiId, caller);
        ask(contract -> contract.delete(DeleteCommentRequest.newBuilder()
                .setApiId(api)
                .setCommentId(commentId)
                .setActor(user(caller))
                .setAdministrator(caller.hasScope(ADMINISTRATOR))
                .build()));
        return ResponseEntity.ok().build();
    }

    private String readable(String apiId, Caller caller) {
        return access.readable(apiId, caller).id().toString();
    }

    /** @param parent empty: the threads */
    private CommentList page(String api, String parent, Page page) {
        return ask(contract -> contract.list(ListCommentsRequest.newBuilder()
                .setApiId(api)
                .setParentId(parent)
                .setLimit(page.limit())
                .setOffset(page.offset())
                .build()));
    }

    private <T> T ask(Function<CommentsGrpc.CommentsBlockingStub, T> call) {
        return store.ask(CommentsGrpc::newBlockingStub, call, "comment");
    }

    private static String user(Caller caller) {
        if (caller.userName().isEmpty()) {
            throw new RefusedException(CommonError.FORBIDDEN, "This needs a user's token, not a client's own.");
        }
        return caller.userName();
    }
}
