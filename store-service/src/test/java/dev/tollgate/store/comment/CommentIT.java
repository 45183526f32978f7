package dev.tollgate.store.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.contract.comment.AddCommentRequest;
import dev.tollgate.contract.comment.ChangeCommentRequest;
import dev.tollgate.contract.comment.CommentsGrpc;
import dev.tollgate.contract.comment.DeleteCommentRequest;
import dev.tollgate.contract.comment.ListCommentsRequest;
import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommentIT {

    private static final RunningStore STORE = RunningStore.get();

    private final UUID apiId = OthersViews.api("Talked" + System.nanoTime());
    private final String comments = "/apis/" + apiId + "/comments";

    @Test
    void aThreadIsACommentAndItsRepliesInOrder() {
        var first = STORE.post("bob", comments, Map.of("content", "First <b>bold</b>"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.raw().headers().firstValue("Location").orElseThrow()).endsWith(first.text("/id"));
        assertThat(first.text("/createdBy")).isEqualTo("bob");
        assertThat(first.text("/category")).isEqualTo("general");
        assertThat(first.text("/entryPoint")).isEqualTo("devPortal");
        assertThat(first.text("/createdTime")).matches("\\d{4}-\\d\\d-\\d\\d-\\d\\d:\\d\\d:\\d\\d");
        String id = first.text("/id");
        for (String content : new String[] {"one", "two", "three"}) {
            assertThat(STORE.post("carol", comments + "?replyTo=" + id, Map.of("content", content))
                            .text("/parentCommentId"))
                    .isEqualTo(id);
        }
        STORE.post("carol", comments, Map.of("content", "Second", "category", "bug"));

        var list = STORE.get("", comments);
        assertThat(list.text("/pagination/total")).isEqualTo("2");
        assertThat(list.text("/list/0/content")).isEqualTo("Second");
        assertThat(list.text("/list/0/replies/pagination/total")).isEqualTo("0");
        assertThat(list.text("/list/1/content")).isEqualTo("First <b>bold</b>");
        assertThat(list.text("/list/1/replies/count")).isEqualTo("3");
        assertThat(list.text("/list/1/replies/list/0/content")).isEqualTo("one");
        var page = STORE.get("", comments + "/" + id + "?replyLimit=1&replyOffset=1&includeCommenterInfo=true");
        assertThat(page.text("/replies/list/0/content")).isEqualTo("two");
        assertThat(page.text("/replies/count")).isEqualTo("1");
        assertThat(page.text("/replies/pagination/total")).isEqualTo("3");
        assertThat(page.text("/commenterInfo/fullName")).isEqualTo("bob");
        var replies = STORE.get("", comments + "/" + id + "/replies?limit=2&offset=2");
        assertThat(replies.text("/list/0/content")).isEqualTo("three");
        assertThat(replies.text("/pagination/total")).isEqualTo("3");
        assertThat(STORE.post(
                                "bob",
                                comments + "?replyTo=" + replies.text("/list/0/id"),
                                Map.of("content", "to a reply"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyTheAuthorChangesAndOnlyTheAuthorOrAnAdministratorDeletes() {
        String comment = comments + "/"
                + STORE.post("bob", comments, Map.of("content", "Mine")).text("/id");
        assertThat(STORE.send("carol", "PATCH", comment, Map.of("content", "Hers"), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(STORE.send("admin", "PATCH", comment, Map.of("content", "Theirs"), Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(STORE.delete("carol", comment).status()).isEqualTo(403);
        assertThat(STORE.delete("", comment).status()).isEqualTo(401);
        assertThat(STORE.get("", comment).text("/content")).isEqualTo("Mine");

        var changed = STORE.send("bob", "PATCH", comment, Map.of("content", "Better"), Map.of());
        assertThat(changed.text("/content")).isEqualTo("Better");
        assertThat(changed.text("/category")).isEqualTo("general");
        assertThat(changed.text("/updatedTime")).isNotEmpty();
        assertThat(STORE.send("bob", "PATCH", comment, Map.of(), Map.of()).status())
                .isEqualTo(400);
        assertThat(STORE.send("bob", "DELETE", comment, null, Map.of("If-Match", "\"1.0\""))
                        .status())
                .isEqualTo(412);
        assertThat(STORE.send("bob", "DELETE", comment, null, Map.of("If-Match", changed.etag()))
                        .status())
                .isEqualTo(200);
        assertThat(STORE.get("", comment).status()).isEqualTo(404);

        String thread = STORE.post("bob", comments, Map.of("content", "Rude")).text("/id");
        String reply = STORE.post("carol", comments + "?replyTo=" + thread, Map.of("content", "Quite"))
                .text("/id");
        assertThat(STORE.delete("admin", comments + "/" + thread).status()).isEqualTo(200);
        assertThat(STORE.get("", comments + "/" + reply).status()).isEqualTo(404);
    }

    @Test
    void aCommentHasWordsAndBelongsToOneApi() {
        assertThat(STORE.post("bob", comments, Map.of("content", " ")).status()).isEqualTo(400);
        assertThat(STORE.post("bob", comments, Map.of("content", "x".repeat(513)))
                        .status())
                .isEqualTo(400);
        assertThat(STORE.post("bob", comments, Map.of("content", "\ud83d\ude00".repeat(512)))
                        .status())
                .isEqualTo(201);
        assertThat(STORE.post("bob", comments + "?replyTo=" + UUID.randomUUID(), Map.of("content", "x"))
                        .status())
                .isEqualTo(404);
        String id = STORE.post("bob", comments, Map.of("content", "here")).text("/id");
        String other = "/apis/" + OthersViews.api("Elsewhere" + System.nanoTime()) + "/comments";
        assertThat(STORE.get("", other + "/" + id).status()).isEqualTo(404);
        assertThat(STORE.post("bob", other + "?replyTo=" + id, Map.of("content", "x"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theProviderRepliesByWayOfThePublisher() {
        String id = STORE.post("bob", comments, Map.of("content", "Why?")).text("/id");
        try (var publisher = STORE.peer("publisher")) {
            var contract = CommentsGrpc.newBlockingStub(publisher.channel());
            var reply = contract.add(AddCommentRequest.newBuilder()
                    .setApiId(apiId.toString())
                    .setAuthor("alice")
                    .setContent("Because.")
                    .setReplyTo(id)
                    .build());
            var shown = STORE.get("bob", comments + "/" + id);
            assertThat(shown.text("/replies/list/0/entryPoint")).isEqualTo("publisher");
            assertThat(shown.text("/replies/list/0/createdBy")).isEqualTo("alice");
            var threads = contract.list(ListCommentsRequest.newBuilder()
                    .setApiId(apiId.toString())
                    .setLimit(10)
                    .build());
            assertThat(threads.getTotal()).isEqualTo(1);
            assertThat(threads.getComments(0).getReplies().getComments(0).getContent())
                    .isEqualTo("Because.");
            assertThatThrownBy(() -> contract.change(ChangeCommentRequest.newBuilder()
                            .setApiId(apiId.toString())
                            .setCommentId(id)
                            .setActor("alice")
                            .setContent("No question")
                            .build()))
                    .hasMessageContaining("PERMISSION_DENIED");
            contract.delete(DeleteCommentRequest.newBuilder()
                    .setApiId(apiId.toString())
                    .setCommentId(reply.getCommentId())
                    .setActor("alice")
                    .build());
            assertThat(STORE.get("bob", comments + "/" + id).text("/replies/pagination/total"))
                    .isEqualTo("0");
        }
        try (var gateway = STORE.peer("gateway")) {
            assertThatThrownBy(() -> CommentsGrpc.newBlockingStub(gateway.channel())
                            .list(ListCommentsRequest.getDefaultInstance()))
                    .hasMessageContaining("PERMISSION_DENIED");
        }
    }
}
