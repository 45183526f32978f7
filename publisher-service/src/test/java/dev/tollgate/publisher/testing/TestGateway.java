package dev.tollgate.publisher.testing;

import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.feed.DeploymentFeedGrpc;
import dev.tollgate.contract.feed.FeedAcknowledgement;
import dev.tollgate.contract.feed.FeedFailure;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.Position;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.InternalConfiguration;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.platform.testing.InternalCertificates;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway node that keeps what the feed tells it, acknowledges it, and repeats that each second. */
public final class TestGateway implements StreamObserver<FeedFrame>, AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final StreamObserver<FeedRequest> requests;
    private final Map<String, FeedItem> items = new ConcurrentHashMap<>();
    private final Set<String> indigestible = new ConcurrentSkipListSet<>();
    private final Thread signOfLife;
    private volatile @Nullable Position position;
    private volatile boolean silent;

    public TestGateway(String nodeId, String environment, int internalPort) {
        var properties = new HashMap<String, Object>(InternalCertificates.get().properties("gateway"));
        properties.put("tollgate.internal.peers.publisher", "127.0.0.1:" + internalPort);
        properties.put("spring.config.name", "none");
        context = new SpringApplicationBuilder(Channels.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
        requests = DeploymentFeedGrpc.newStub(
                        context.getBean(InternalChannels.class).to(Peer.PUBLISHER))
                .watch(this);
        requests.onNext(FeedRequest.newBuilder()
                .setHello(FeedHello.newBuilder()
                        .setNodeId(nodeId)
                        .setBootId(UUID.randomUUID().toString())
                        .setEnvironment(environment))
                .build());
        signOfLife = Thread.ofVirtual().start(this::repeat);
    }

    public static TestGateway on(String environment) {
        return new TestGateway(
                "gateway-" + UUID.randomUUID(),
                environment,
                RunningPublisher.get().internalPort());
    }

    /** Fails to compile this item from now on. */
    public void choke(String key) {
        indigestible.add(key);
    }

    /** Takes everything, and says nothing. */
    public void fallSilent() {
        silent = true;
    }

    public @Nullable DeployedApi api(String apiId) {
        FeedItem item = items.get("api/" + apiId);
        return item == null ? null : item.getApi();
    }

    public List<String> networks() {
        FeedItem item = items.get("backend-networks");
        return item == null ? List.of() : item.getBackendNetworks().getCidrsList();
    }

    /** Without a word. */
    public void disappear() {
        close();
    }

    public Map<String, FeedItem> items() {
        return items;
    }

    @Override
    public void onNext(FeedFrame frame) {
        if (frame.hasSnapshot()) {
            frame.getSnapshot().getItemsList().forEach(this::apply);
            if (frame.getSnapshot().getLast()) {
                acknowledge(frame.getSnapshot().getPosition());
            }
        } else if (frame.hasChanges()) {
            frame.getChanges().getItemsList().forEach(this::apply);
            acknowledge(frame.getChanges().getPosition());
        }
    }

    private void apply(FeedItem item) {
        if (item.hasApi() || item.hasBackendNetworks()) {
            items.put(item.getKey(), item);
        } else {
            items.remove(item.getKey());
        }
    }

    private synchronized void acknowledge(Position reached) {
        position = reached;
        if (silent) {
            return;
        }
        var acknowledgement = FeedAcknowledgement.newBuilder()
                .setPosition(reached)
                .setSnapshotHash(com.google.protobuf.ByteString.copyFromUtf8(
                        String.valueOf(items.keySet().hashCode())));
        indigestible.forEach(key ->
                acknowledgement.addFailures(FeedFailure.newBuilder().setKey(key).setError("indigestible")));
        requests.onNext(
                FeedRequest.newBuilder().setAcknowledgement(acknowledgement).build());
    }

    private void repeat() {
        try {
            while (true) {
                Thread.sleep(1000);
                Position reached = position;
                if (reached != null) {
                    acknowledge(reached);
                }
            }
        } catch (InterruptedException | IllegalStateException stopped) {
            // closed
        }
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}

    @Override
    public void close() {
        silent = true;
        signOfLife.interrupt();
        context.close();
    }

    @ImportAutoConfiguration(InternalConfiguration.class)
    static class Channels {}
}
