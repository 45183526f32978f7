package dev.tollgate.store.subscription;

import dev.tollgate.contract.key.SubscriptionState;
import dev.tollgate.contract.subscription.BlockRequest;
import dev.tollgate.contract.subscription.ChangePlanRequest;
import dev.tollgate.contract.subscription.DecideRequest;
import dev.tollgate.contract.subscription.SubscriptionChanged;
import dev.tollgate.contract.subscription.SubscriptionsGrpc;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.store.request.ContractAnswer;
import dev.tollgate.store.request.ResourceId;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** The Publisher's side of subscriptions: what a provider may change in those to one of its APIs. */
@Service
@AllowedPeers(Peer.PUBLISHER)
class SubscriptionsContract extends SubscriptionsGrpc.SubscriptionsImplBase {

    private final Subscriptions subscriptions;

    SubscriptionsContract(Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public void block(BlockRequest request, StreamObserver<SubscriptionChanged> answer) {
        reply(answer, () -> {
            SubscriptionStatus blocking = switch (request.getState()) {
                case SUBSCRIPTION_STATE_UNBLOCKED -> SubscriptionStatus.UNBLOCKED;
                case SUBSCRIPTION_STATE_BLOCKED -> SubscriptionStatus.BLOCKED;
                case SUBSCRIPTION_STATE_PROD_ONLY_BLOCKED -> SubscriptionStatus.PROD_ONLY_BLOCKED;
                default ->
                    throw Status.INVALID_ARGUMENT
                            .withDescription("a provider cannot set this state")
                            .asRuntimeException();
            };
            return subscriptions.block(id(request.getSubscriptionId()), id(request.getApiId()), blocking);
        });
    }

    @Override
    public void changePlan(ChangePlanRequest request, StreamObserver<SubscriptionChanged> answer) {
        reply(
                answer,
                () -> subscriptions.changePlan(
                        id(request.getSubscriptionId()), id(request.getApiId()), request.getThrottlingPolicy()));
    }

    @Override
    public void decide(DecideRequest request, StreamObserver<SubscriptionChanged> answer) {
        reply(
                answer,
                () -> subscriptions.decide(
                        request.getWorkflowId(),
                        id(request.getApiId()),
                        request.getApproved(),
                        request.getReason(),
                        request.getActor()));
    }

    private static UUID id(String text) {
        return ResourceId.parse(text).orElseThrow(() -> ResourceId.absent("subscription"));
    }

    private static void reply(StreamObserver<SubscriptionChanged> answer, Supplier<Subscription> change) {
        ContractAnswer.reply(
                answer,
                () -> SubscriptionChanged.newBuilder()
                        .setSubscription(message(change.get()))
                        .build());
    }

    private static dev.tollgate.contract.key.Subscription.Builder message(Subscription subscription) {
        return dev.tollgate.contract.key.Subscription.newBuilder()
                .setSubscriptionId(subscription.id().toString())
                .setApplicationId(subscription.applicationId().toString())
                .setApiId(subscription.apiId().toString())
                .setThrottlingPolicy(subscription.throttlingPolicy())
                .setState(state(subscription.state()));
    }

    private static SubscriptionState state(SubscriptionStatus state) {
        return switch (state) {
            case UNBLOCKED -> SubscriptionState.SUBSCRIPTION_STATE_UNBLOCKED;
            case BLOCKED -> SubscriptionState.SUBSCRIPTION_STATE_BLOCKED;
            case PROD_ONLY_BLOCKED -> SubscriptionState.SUBSCRIPTION_STATE_PROD_ONLY_BLOCKED;
            case ON_HOLD -> SubscriptionState.SUBSCRIPTION_STATE_ON_HOLD;
            case REJECTED -> SubscriptionState.SUBSCRIPTION_STATE_REJECTED;
            case TIER_UPDATE_PENDING -> SubscriptionState.SUBSCRIPTION_STATE_TIER_UPDATE_PENDING;
            case DELETE_PENDING -> SubscriptionState.SUBSCRIPTION_STATE_DELETE_PENDING;
        };
    }
}
