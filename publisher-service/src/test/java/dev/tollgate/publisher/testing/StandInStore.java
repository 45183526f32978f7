package dev.tollgate.publisher.testing;

import dev.tollgate.contract.subscription.BlockRequest;
import dev.tollgate.contract.subscription.ChangePlanRequest;
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
}
