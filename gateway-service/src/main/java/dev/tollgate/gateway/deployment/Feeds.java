package dev.tollgate.gateway.deployment;

import dev.tollgate.contract.feed.FeedHello;
import dev.tollgate.contract.feed.NodeRole;
import dev.tollgate.platform.internal.InternalChannels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.context.SmartLifecycle;

/** All three feeds of this node. */
public final class Feeds implements SmartLifecycle {

    private final Map<Feed, FeedFollower> followers = new EnumMap<>(Feed.class);
    private final DeploymentProperties properties;
    private final Path folder;
    private final Node node;
    private final long startedNanos = System.nanoTime();
    private volatile boolean running;

    public Feeds(
            Node node,
            Path directory,
            Map<Feed, FeedConsumer> consumers,
            InternalChannels channels,
            DeploymentProperties properties,
            InstantSource clock)
            throws IOException {
        this.properties = properties;
        this.node = node;
        this.folder = Files.createDirectories(
                directory.resolve("feeds"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Feed feed : Feed.values()) {
            FeedConsumer consumer = consumers.get(feed);
            if (consumer == null) {
                throw new IllegalArgumentException("nobody takes " + feed.label());
            }
            followers.put(
                    feed,
                    new FeedFollower(
                            feed,
                            () -> channels.to(feed.server()),
                            hello(node),
                            consumer,
                            new SnapshotFile(folder, feed.label(), purpose(feed.label())),
                            properties,
                            clock));
        }
    }

    private String purpose(String what) {
        return what + "\n" + node.id() + "\n" + node.environment();
    }

    /** A file beside the snapshots, for what a feature keeps together with them. */
    public SealedFile file(String name) throws IOException {
        return new SealedFile(folder, name, purpose(name));
    }

    private static FeedHello hello(Node node) {
        return FeedHello.newBuilder()
                .setNodeId(node.id())
                .setBootId(node.bootId())
                .setEnvironment(node.environment())
                .setRole(NodeRole.NODE_ROLE_BOTH)
                .build();
    }

    /** Whether this node may serve: everything is loaded, from the services or, if they are away for long, from disk. */
    public boolean ready() {
        boolean waited =
                System.nanoTime() - startedNanos > properties.startPatience().toNanos();
        for (FeedFollower follower : followers.values()) {
            if (!follower.state().live() && !(waited && follower.state().loaded())) {
                return false;
            }
        }
        return true;
    }

    public FeedState state(Feed feed) {
        return follower(feed).state();
    }

    /** Whether a heartbeat came within the last second. */
    public boolean connected(Feed feed) {
        return follower(feed).connected();
    }

    private FeedFollower follower(Feed feed) {
        FeedFollower follower = followers.get(feed);
        if (follower == null) {
            throw new IllegalArgumentException(feed.label());
        }
        return follower;
    }

    @Override
    public void start() {
        followers.values().forEach(FeedFollower::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        followers.values().forEach(FeedFollower::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, and after it at a stop. */
    @Override
    public int getPhase() {
        return 0;
    }
}
