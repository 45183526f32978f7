package dev.tollgate.keymanager.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.tollgate.contract.credential.Client;
import dev.tollgate.contract.credential.ClientReference;
import dev.tollgate.contract.credential.ClientsGrpc;
import dev.tollgate.contract.credential.CreateClientRequest;
import dev.tollgate.contract.credential.IssueTokenRequest;
import dev.tollgate.contract.credential.RevokeTokenRequest;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.KeyFeedGrpc;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.SubscriptionState;
import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.RunningKeyManager;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestUser;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.platform.testing.RealPostgres;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyFeedIT {

    /** The bound of the design, five times. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ManagedChannel storeChannel = RunningKeyManager.get().channel("store");
    private final ManagedChannel gatewayChannel = RunningKeyManager.get().channel("gateway");
    private final ClientsGrpc.ClientsBlockingStub clients = ClientsGrpc.newBlockingStub(storeChannel);

    @AfterEach
    void close() {
        storeChannel.shutdownNow();
        gatewayChannel.shutdownNow();
    }

    @Test
    void aGatewayLearnsHowToJudgeKeysAndHearsOfTheirEnd() {
        Client before = client(false);
        Node gateway = new Node(gatewayChannel, "Default");
        await().atMost(SOON).until(() -> gateway.ready);

        assertThat(gateway.item("issuer").getIssuer().getIssuer()).isEqualTo(RunningKeyManager.ISSUER);
        assertThat(gateway.state.keySet()).anyMatch(key -> key.startsWith("signing-key/"));
        FeedItem known = gateway.item("consumer-key/" + before.getConsumerKey());
        assertThat(known.getConsumerKey().getApplicationId()).isEqualTo(before.getApplicationId());
        assertThat(known.getConsumerKey().getKeyType()).isEqualTo(KeyType.KEY_TYPE_PRODUCTION);

        Client after = client(true);
        gateway.awaitItem("consumer-key/" + after.getConsumerKey());
        String token = clients.issueToken(IssueTokenRequest.newBuilder()
                        .setConsumerKey(after.getConsumerKey())
                        .build())
                .getAccessToken();
        clients.revokeToken(RevokeTokenRequest.newBuilder()
                .setConsumerKey(after.getConsumerKey())
                .setToken(token)
                .build());
        ByteString hash = ByteString.copyFrom(Hash.of(token).bytes());
        gateway.awaitRevocation(item -> item.getRevocation().getTokenHash().equals(hash));

        clients.deleteClient(ClientReference.newBuilder()
                .setConsumerKey(before.getConsumerKey())
                .build());
        await().atMost(SOON).until(() -> !gateway.state.containsKey("consumer-key/" + before.getConsumerKey()));
        gateway.awaitRevocation(item -> item.getRevocation().getConsumerKey().equals(before.getConsumerKey())
                && item.getRevocation().getNotBeforeEpochMs() > 0);
    }

    @Test
    void disablingAUserIsHeardByGatewaysAndServices() {
        TestUser bob = TestUsers.user("bob");
        Node gateway = new Node(gatewayChannel, "Default");
        Node service = new Node(storeChannel, "");
        await().atMost(SOON).until(() -> gateway.ready && service.ready);

        Http.atKeyManager()
                .patchJson(
                        "/scim2/Users/" + bob.id(),
                        "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}",
                        Http.admin());

        Predicate<FeedItem> ended = item -> item.getRevocation().getUserName().equals(bob.name());
        gateway.awaitRevocation(ended);
        service.awaitRevocation(ended);
        assertThat(service.state.keySet()).allMatch(key -> key.startsWith("revocation/"));
    }

    @Test
    void storesApplicationsAndSubscriptionsComeThroughItsViews() throws SQLException {
        UUID application = UUID.randomUUID();
        UUID subscription = UUID.randomUUID();
        UUID api = UUID.randomUUID();
        Node gateway = new Node(gatewayChannel, "Default");
        await().atMost(SOON).until(() -> gateway.ready);

        store(
                "INSERT INTO subscriptions.applications_v1 VALUES ('%s', 'app', 'bob', '10PerMin', 'APPROVED', false, 'JWT', now())"
                        .formatted(application),
                "application/" + application);
        store(
                "INSERT INTO subscriptions.subscriptions_v1 VALUES ('%s', '%s', 'app', 'bob', '%s', 'Gold', 'UNBLOCKED', now())"
                        .formatted(subscription, application, api),
                "subscription/" + subscription);

        gateway.awaitItem("application/" + application);
        gateway.awaitItem("subscription/" + subscription);
        assertThat(gateway.item("application/" + application).getApplication().getThrottlingPolicy())
                .isEqualTo("10PerMin");
        assertThat(gateway.item("subscription/" + subscription)
                        .getSubscription()
                        .getState())
                .isEqualTo(SubscriptionState.SUBSCRIPTION_STATE_UNBLOCKED);

        store(
                "DELETE FROM subscriptions.subscriptions_v1 WHERE subscription_id = '%s'".formatted(subscription),
                "subscription/" + subscription);
        await().atMost(SOON).until(() -> !gateway.state.containsKey("subscription/" + subscription));
    }

    private Client client(boolean opaque) {
        return clients.createClient(CreateClientRequest.newBuilder()
                .setApplicationId(UUID.randomUUID().toString())
                .setName("app")
                .setOwner("bob")
                .setKeyType(KeyType.KEY_TYPE_PRODUCTION)
                .setOpaqueTokens(opaque)
                .build());
    }

    private static void store(String change, String key) throws SQLException {
        try (Connection owner = RealPostgres.get().connectAsOwner("store");
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute(change);
            statement.execute("UPDATE subscriptions.outbox_position_v1 SET sequence = sequence + 1");
            statement.execute("INSERT INTO subscriptions.outbox_v1 SELECT sequence, '" + key
                    + "', now() FROM subscriptions.outbox_position_v1");
            owner.commit();
        }
    }

    /** Keeps what the feed tells. */
    private static final class Node implements StreamObserver<FeedFrame> {

        private final Map<String, FeedItem> state = new ConcurrentHashMap<>();
        private volatile boolean ready;

        Node(ManagedChannel channel, String environment) {
            KeyFeedGrpc.newStub(channel)
                    .watch(this)
                    .onNext(FeedRequest.newBuilder()
                            .setHello(FeedHello.newBuilder()
                                    .setNodeId("node-" + UUID.randomUUID())
                                    .setEnvironment(environment))
                            .build());
        }

        FeedItem item(String key) {
            return Objects.requireNonNull(state.get(key), key);
        }

        void awaitItem(String key) {
            await().atMost(SOON).until(() -> state.containsKey(key));
        }

        void awaitRevocation(Predicate<FeedItem> wanted) {
            await().atMost(SOON).until(() -> state.values().stream().anyMatch(wanted));
        }

        @Override
        public void onNext(FeedFrame frame) {
            frame.getSnapshot().getItemsList().forEach(this::apply);
            frame.getChanges().getItemsList().forEach(this::apply);
            ready |= frame.getSnapshot().getLast();
        }

        @Override
        public void onError(Throwable failure) {
            ready = false;
        }

        @Override
        public void onCompleted() {
            ready = false;
        }

        private void apply(FeedItem item) {
            if (item.getBodyCase() == FeedItem.BodyCase.BODY_NOT_SET) {
                state.remove(item.getKey());
            } else {
                state.put(item.getKey(), item);
            }
        }
    }
}
