package dev.tollgate.store.comment;

import dev.tollgate.contract.comment.AddCommentRequest;
import dev.tollgate.contract.comment.ChangeCommentRequest;
import dev.tollgate.contract.comment.CommentDeleted;
import dev.tollgate.contract.comment.CommentList;
import dev.tollgate.contract.comment.CommentsGrpc;
import dev.tollgate.contract.comment.DeleteCommentRequest;
import dev.tollgate.contract.comment.GetCommentRequest;
import dev.tollgate.contract.comment.ListCommentsRequest;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.comment.Comment.EntryPoint;
import dev.tollgate.store.comment.Comments.Said;
import dev.tollgate.store.request.ContractAnswer;
import dev.tollgate.store.request.ResourceId;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The provider's side of the talk, by way of the Publisher, which checked the provider's right to the API. */
@Service
@AllowedPeers(Peer.PUBLISHER)
class CommentsContract extends CommentsGrpc.CommentsImplBase {

    private final Comments comments;

    CommentsContract(Comments comments) {
        this.comments = comments;
    }

    @Override
    public void list(ListCommentsRequest request, StreamObserver<CommentList> answer) {
        ContractAnswer.reply(answer, () -> {
            Page page = Page.of(request.getLimit(), request.getOffset());
            UUID api = api(request.getApiId());
            var found = request.getParentId().isEmpty()
                    ? comments.threads(api, page)
                    : comments.replies(api, request.getParentId(), page);
            return list(found.comments(), found.total(), page);
        });
    }

    @Override
    public void get(GetCommentRequest request, StreamObserver<dev.tollgate.contract.comment.Comment> answer) {
        ContractAnswer.reply(
                answer,
                () -> message(comments.read(
                        api(request.getApiId()),
                        request.getCommentId(),
                        Page.of(request.getReplyLimit(), request.getReplyOffset()))));
    }

    @Override
    public void add(AddCommentRequest request, StreamObserver<dev.tollgate.contract.comment.Comment> answer) {
        ContractAnswer.reply(
                answer,
                () -> message(comments.add(
                        api(request.getApiId()),
                        request.getAuthor(),
                        EntryPoint.PUBLISHER,
                        new Said(request.getContent(), request.getCategory()),
                        request.getReplyTo())));
    }

    @Override
    public void change(ChangeCommentRequest request, StreamObserver<dev.tollgate.contract.comment.Comment> answer) {
        ContractAnswer.reply(
                answer,
                () -> message(comments.change(
                        api(request.getApiId()),
                        request.getCommentId(),
                        request.getActor(),
                        new Said(sent(request.getContent()), sent(request.getCategory())))));
    }

    @Override
    public void delete(DeleteCommentRequest request, StreamObserver<CommentDeleted> answer) {
        ContractAnswer.reply(answer, () -> {
            comments.delete(
                    api(request.getApiId()),
                    request.getCommentId(),
                    request.getActor(),
                    request.getAdministrator(),
                    null);
            return CommentDeleted.getDefaultInstance();
        });
    }

    private static UUID api(String id) {
        return ResourceId.parse(id).orElseThrow(() -> ResourceId.absent("API"));
    }

    private static @Nullable String sent(String text) {
        return text.isEmpty() ? null : text;
    }

    private static CommentList list(List<Comment> comments, long total, Page page) {
        return CommentList.newBuilder()
                .addAllComments(comments.stream().map(CommentsContract::message).toList())
                .setTotal(total)
                .setLimit(page.limit())
                .setOffset(page.offset())
                .build();
    }

    private static dev.tollgate.contract.comment.Comment message(Comment comment) {
        UUID parent = comment.parentId();
        Instant updatedAt = comment.updatedAt();
        var message = dev.tollgate.contract.comment.Comment.newBuilder()
                .setCommentId(comment.id().toString())
                .setParentId(parent == null ? "" : parent.toString())
                .setAuthor(comment.author())
                .setContent(comment.content())
                .setCategory(comment.category())
                .setEntryPoint(comment.entryPoint().wireName())
                .setCreatedAtEpochMs(comment.createdAt().toEpochMilli())
                .setUpdatedAtEpochMs(updatedAt == null ? 0 : updatedAt.toEpochMilli());
        if (parent == null) {
            var replies = comment.replies();
            message.setReplies(list(replies.list(), replies.total(), new Page(replies.limit(), replies.offset())));
        }
        return message.build();
    }
}
