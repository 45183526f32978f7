package dev.tollgate.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.feed.DeploymentFeedGrpc;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.Position;
import dev.tollgate.platform.database.WorkPool;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import dev.tollgate.platform.outbox.Outbox;
import dev.tollgate.platform.testing.InternalCertificates;
import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.provision.server.LoopbackPort;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Outbox, feed and mutual TLS together, on a real PostgreSQL and a real socket. */
class FeedIT {

    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();
    private final int port = LoopbackPort.free();
    private ConfigurableApplicationContext server;

    FeedIT() throws SQLException {
        try (Connection owner = RealPostgres.get().connectAsOwner("traffic-manager");
                Statement statement = owner.createStatement()) {
            statement.execute("""
                DROP TABLE IF EXISTS traffic.thing, traffic.outbox, traffic.outbox_counter CASCADE;
                CREATE TABLE traffic.thing (key text PRIMARY KEY, name text NOT NULL);
                CREATE TABLE traffic.outbox (sequence bigint PRIMARY KEY, key text NOT NULL,
                    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp());
                CREATE TABLE traffic.outbox_counter (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                    sequence bigint NOT NULL);
                INSERT INTO traffic.outbox_counter (sequence) VALUES (0);
                CREATE VIEW traffic.outbox_v1 AS SELECT sequence, key, recorded_at FROM traffic.outbox;
                CREATE VIEW traffic.outbox_position_v1 AS SELECT sequence FROM traffic.outbox_counter;
                GRANT SELECT, INSERT, UPDATE, DELETE ON traffic.thing, traffic.outbox, traffic.outbox_counter
                    TO tollgate_traffic_manager;
                GRANT SELECT ON traffic.outbox_v1, traffic.outbox_position_v1 TO tollgate_traffic_manager;
                """);
        }
        server = start("traffic-manager", "tollgate.internal.port", Integer.toString(port));
    }

    @BeforeEach
    void aFewThings() {
        put("api/1", "one");
        put("api/2", "two");
    }

    @AfterEach
    void stop() {
        contexts.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void aNodeGetsASnapshotThenWholeTransactionsThenHeartbeats() {
        Node node = new Node(channelsOf("gateway"), hello("gateway-1", null));
        await().until(() -> node.state.size() == 2);
        assertThat(node.position).isEqualTo(Map.of("traffic", 2L));

        transaction(() -> {
            write("api/1", "uno");
            write("api/3", "tre");
        });
        await().until(() -> node.state.size() == 3);
        assertThat(node.state).containsEntry("api/1", "uno");
        assertThat(node.frames.stream()
                        .filter(FeedFrame::hasChanges)
                        .map(frame -> frame.getChanges().getItemsCount()))
                .containsExactly(2);

        transaction(() -> remove("api/2"));
        await().until(() -> !node.state.containsKey("api/2"));
        int frames = node.frames.size();
        await().atMost(Duration.ofSeconds(2))
                .until(() ->
                        node.frames.subList(frames, node.frames.size()).stream().anyMatch(FeedFrame::hasHeartbeat));
    }

    @Test
    void aNodeThatComesBackGetsWhatItMissedAndNothingElse() {
        Node first = new Node(channelsOf("gateway"), hello("gateway-1", null));
        await().until(() -> first.state.size() == 2);
        first.leave();
        put("api/2", "due");

        Node back = new Node(channelsOf("gateway"), hello("gateway-1", first.position));
        await().until(() -> !back.state.isEmpty());
        assertThat(back.state).isEqualTo(Map.of("api/2", "due"));
        assertThat(back.frames).noneMatch(FeedFrame::hasSnapshot);
    }

    @Test
    void eventsOfLongAgoAreDroppedAndANodeThatMissedThemGetsASnapshot() {
        Node first = new Node(channelsOf("gateway"), hello("gateway-1", null));
        await().until(() -> first.state.size() == 2);
        first.leave();
        put("api/2", "due");
        put("api/3", "tre");
        JdbcClient database = server.getBean(JdbcClient.class);
        database.sql("UPDATE traffic.outbox SET recorded_at = recorded_at - interval '25 hours' WHERE sequence <= 3")
                .update();
        await().until(() -> database.sql("SELECT array_agg(sequence)::text FROM traffic.outbox")
                .query(String.class)
                .single()
                .equals("{4}"));

        Node back = new Node(channelsOf("gateway"), hello("gateway-1", first.position));
        await().until(() -> back.state.size() == 3);
        assertThat(back.state).containsEntry("api/2", "due").containsEntry("api/3", "tre");
        assertThat(back.frames).anyMatch(FeedFrame::hasSnapshot);
        database.sql("UPDATE traffic.outbox SET recorded_at = recorded_at - interval '25 hours'")
                .update();
        await().until(() -> database.sql("SELECT count(*) FROM traffic.outbox")
                        .query(Long.class)
                        .single()
                == 0);
        put("api/1", "uno");
        await().until(() -> "uno".equals(back.state.get("api/1")));
    }

    @Test
    void aRolledBackTransactionLeavesNoEventAndNoGap() {
        Node node = new Node(channelsOf("gateway"), hello("gateway-1", null));
        await().until(() -> node.state.size() == 2);
        assertThatThrownBy(() -> transaction(() -> {
                    write("api/4", "never");
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");
        put("api/5", "five");
        await().until(() -> node.state.containsKey("api/5"));
        assertThat(node.position).isEqualTo(Map.of("traffic", 3L));
        assertThat(node.state).doesNotContainKey("api/4");
    }

    @Test
    void aPeerThatIsNotNamedIsRefused() {
        Node store = new Node(channelsOf("store"), hello("store-1", null));
        await().until(() -> store.failure != null);
        assertThat(Status.fromThrowable(store.failure).getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    private InternalChannels channelsOf(String peer) {
        return start(peer, "tollgate.internal.peers.traffic-manager", "127.0.0.1:" + port)
                .getBean(InternalChannels.class);
    }

    private ConfigurableApplicationContext start(String peer, String name, String value) {
        boolean serves = peer.equals("traffic-manager");
        var properties = new HashMap<String, Object>(InternalCertificates.get().properties(peer));
        properties.putAll(RealPostgres.get().properties("traffic-manager"));
        properties.put(name, value);
        if (serves) {
            properties.put("tollgate.outbox.schema", "traffic");
            properties.put("tollgate.outbox.prune-every", "100ms");
        }
        var context = new SpringApplicationBuilder(serves ? Server.class : Client.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
        contexts.add(context);
        return context;
    }

    private static FeedHello hello(String node, @Nullable Map<String, Long> position) {
        var hello = FeedHello.newBuilder().setNodeId(node).setEnvironment("Default");
        if (position != null) {
            hello.setPosition(Position.newBuilder().putAllSequences(position));
        }
        return hello.build();
    }

    private void put(String key, String name) {
        transaction(() -> write(key, name));
    }

    private void transaction(Runnable work) {
        new TransactionTemplate(server.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> work.run());
    }

    private void write(String key, String name) {
        server.getBean(JdbcClient.class)
                .sql("INSERT INTO traffic.thing VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name")
                .params(key, name)
                .update();
        server.getBean(Outbox.class).record(key);
    }

    private void remove(String key) {
        server.getBean(JdbcClient.class)
                .sql("DELETE FROM traffic.thing WHERE key = ?")
                .param(key)
                .update();
        server.getBean(Outbox.class).record(key);
    }

    /** A node that keeps what the feed tells it. */
    private static final class Node implements StreamObserver<FeedFrame> {

        private final Map<String, String> state = new java.util.concurrent.ConcurrentHashMap<>();
        private final List<FeedFrame> frames = new CopyOnWriteArrayList<>();
        private final StreamObserver<FeedRequest> requests;
        private volatile Map<String, Long> position = Map.of();
        private volatile @Nullable Throwable failure;

        Node(InternalChannels channels, FeedHello hello) {
            requests = DeploymentFeedGrpc.newStub(channels.to(Peer.TRAFFIC_MANAGER))
                    .watch(this);
            requests.onNext(FeedRequest.newBuilder().setHello(hello).build());
        }

        void leave() {
            requests.onCompleted();
        }

        @Override
        public void onNext(FeedFrame frame) {
            if (frame.hasSnapshot()) {
                frame.getSnapshot().getItemsList().forEach(this::apply);
                position = frame.getSnapshot().getPosition().getSequencesMap();
            } else if (frame.hasChanges()) {
                frame.getChanges().getItemsList().forEach(this::apply);
                position = frame.getChanges().getPosition().getSequencesMap();
            }
            frames.add(frame);
        }

        private void apply(FeedItem item) {
            if (item.hasApi()) {
                state.put(item.getKey(), item.getApi().getName());
            } else {
                state.remove(item.getKey());
            }
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
        }

        @Override
        public void onCompleted() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Client {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Server {

        @Bean
        FeedServer feedServer(WorkPool pool) {
            return new FeedServer(new Things(), pool, FeedMembers.UNHEARD, Clock.systemUTC());
        }

        @Bean
        ThingFeed thingFeed(FeedServer feed) {
            return new ThingFeed(feed);
        }
    }

    @AllowedPeers(Peer.GATEWAY)
    static final class ThingFeed extends DeploymentFeedGrpc.DeploymentFeedImplBase {

        private final FeedServer feed;

        ThingFeed(FeedServer feed) {
            this.feed = feed;
        }

        @Override
        public StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> frames) {
            return feed.watch(frames);
        }
    }

    private static final class Things implements FeedSource {

        @Override
        public List<String> outboxes() {
            return List.of("traffic");
        }

        @Override
        public List<FeedItem> snapshot(JdbcClient database, String environment) {
            return database.sql("SELECT key FROM traffic.thing").query(String.class).list().stream()
                    .map(key -> item(database, key))
                    .toList();
        }

        @Override
        public List<FeedItem> read(JdbcClient database, String environment, Collection<String> keys) {
            return keys.stream().map(key -> item(database, key)).toList();
        }

        private static FeedItem item(JdbcClient database, String key) {
            var item = FeedItem.newBuilder().setKey(key);
            database.sql("SELECT name FROM traffic.thing WHERE key = ?")
                    .param(key)
                    .query(String.class)
                    .optional()
                    .ifPresent(name -> item.setApi(DeployedApi.newBuilder().setName(name)));
            return item.build();
        }
    }
}
