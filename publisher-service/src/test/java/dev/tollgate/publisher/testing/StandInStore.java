package dev.tollgate.publisher.testing;

import dev.tollgate.contract.comment.AddCommentRequest;
import dev.tollgate.contract.comment.Comment;
import dev.tollgate.contract.comment.CommentDeleted;
import dev.tollgate.contract.comment.CommentList;
import dev.tollgate.contract.comment.CommentsGrpc;
import dev.tollgate.contract.comment.DeleteCommentRequest;
import dev.tollgate.contract.comment.GetCommentRequest;
import dev.tollgate.contract.comment.ListCommentsRequest;
import dev.tollgate.contract.subscription.BlockRequest;
import dev.tollgate.contract.subscription.ChangePlanRequest;
import dev.tollgate.contract.subscription.DecideRequest;
import dev.tollgate.contract.subscription.SubscriptionChanged;
import dev.tollgate.contract.subscription.SubscriptionsGrpc;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.InternalConfiguration;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.platform.testing.InternalCertificates;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** A Store that notes what it is asked, and refuses the plan Platinum. */
public final class StandInStore {

    private final List<String> asked = new CopyOnWriteArrayList<>();

    StandInStore(int port) {
        var properties = new HashMap<String, Object>(InternalCertificates.get().properties("store"));
        properties.put("tollgate.internal.port", port);
        properties.put("spring.config.name", "none");
        var context = new SpringApplicationBuilder(Contracts.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
        context.getBean(Subscriptions.class).asked = asked;
        context.getBean(Comments.class).asked = asked;
    }

    public List<String> asked() {
        return asked;
    }

    @ImportAutoConfiguration(InternalConfiguration.class)
    static class Contracts {

        @Bean
        Subscriptions subscriptions() {
            return new Subscriptions();
        }

        @Bean
        Comments comments() {
            return new Comments();
        }
    }

    @AllowedPeers(Peer.PUBLISHER)
    static class Subscriptions extends SubscriptionsGrpc.SubscriptionsImplBase {

        private List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public void block(BlockRequest request, StreamObserver<SubscriptionChanged> answers) {
            asked.add(request.getSubscriptionId() + " " + request.getApiId() + " " + request.getState() + " by "
                    + request.getActor());
            answers.onNext(SubscriptionChanged.getDefaultInstance());
            answers.onCompleted();
        }

        @Override
        public void decide(DecideRequest request, StreamObserver<SubscriptionChanged> answers) {
            asked.add(request.getWorkflowId() + " for " + request.getApiId() + " approved " + request.getApproved()
                    + ": " + request.getReason() + " by " + request.getActor());
            answers.onNext(SubscriptionChanged.getDefaultInstance());
            answers.onCompleted();
        }

        @Override
        public void changePlan(ChangePlanRequest request, StreamObserver<SubscriptionChanged> answers) {
            if (request.getThrottlingPolicy().equals("Platinum")) {
                answers.onError(Status.INVALID_ARGUMENT
                        .withDescription("The API does not offer Platinum.")
                        .asRuntimeException());
                return;
            }
            asked.add(request.getSubscriptionId() + " to " + request.getThrottlingPolicy());
            answers.onNext(SubscriptionChanged.getDefaultInstance());
            answers.onCompleted();
        }
    }

    /** Knows one thread of bob's, and lets nobody delete. */
    @AllowedPeers(Peer.PUBLISHER)
    static class Comments extends CommentsGrpc.CommentsImplBase {

        private List<String> asked = new CopyOnWriteArrayList<>();

        private static Comment.Builder thread(String id) {
            return Comment.newBuilder()
                    .setCommentId(id)
                    .setAuthor("bob")
                    .setContent("Why?")
                    .setCategory("general")
                    .setEntryPoint("devPortal")
                    .setReplies(CommentList.newBuilder().setLimit(25).setTotal(0));
        }

        @Override
        public void list(ListCommentsRequest request, StreamObserver<CommentList> answers) {
            answers.onNext(CommentList.newBuilder()
                    .addComments(thread("first"))
                    .setTotal(3)
                    .setLimit(request.getLimit())
                    .setOffset(request.getOffset())
                    .build());
            answers.onCompleted();
        }

        @Override
        public void get(GetCommentRequest request, StreamObserver<Comment> answers) {
            answers.onNext(thread(request.getCommentId()).build());
            answers.onCompleted();
        }

        @Override
        public void add(AddCommentRequest request, StreamObserver<Comment> answers) {
            asked.add(request.getAuthor() + " says " + request.getContent() + " to " + request.getReplyTo() + " on "
                    + request.getApiId());
            answers.onNext(thread("reply")
                    .setParentId(request.getReplyTo())
                    .setAuthor(request.getAuthor())
                    .setContent(request.getContent())
                    .setEntryPoint("publisher")
                    .build());
            answers.onCompleted();
        }

        @Override
        public void delete(DeleteCommentRequest request, StreamObserver<CommentDeleted> answers) {
            answers.onError(Status.PERMISSION_DENIED
                    .withDescription("Only its author may.")
                    .asRuntimeException());
        }
    }
}
