package dev.tollgate.gateway.deployment;

import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.FeedSnapshot;
import dev.tollgate.contract.feed.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The last good state of one feed on disk, sealed. A second, small file says when that state was last known to be current; it is bound
 * to the first by its nonce.
 */
final class SnapshotFile {

    private final Path state;
    private final Path freshness;
    private final NodeSeal seal;
    private final byte[] purpose;
    private byte[] nonce = new byte[0];

    /**
     * @param directory exists and is this node's own
     * @param purpose bound to the content: a file of another feed, node or environment is not accepted
     */
    SnapshotFile(Path directory, String name, String purpose) throws IOException {
        this.state = directory.resolve(name + ".snapshot");
        this.freshness = directory.resolve(name + ".current");
        this.purpose = purpose.getBytes(StandardCharsets.UTF_8);
        this.seal = new NodeSeal(directory);
    }

    record Stored(List<FeedItem> items, Position position, Instant current) {}

    void write(List<FeedItem> items, Position position, Instant current) throws IOException {
        byte[] plain = FeedSnapshot.newBuilder()
                .addAllItems(items)
                .setFirst(true)
                .setLast(true)
                .setPosition(position)
                .build()
                .toByteArray();
        nonce = seal.write(state, purpose, plain);
        confirm(current);
    }

    /** Notes that what was written last is still all there is. */
    void confirm(Instant current) throws IOException {
        if (nonce.length > 0) {
            seal.write(
                    freshness,
                    nonce,
                    ByteBuffer.allocate(8).putLong(current.toEpochMilli()).array());
        }
    }

    /** What was written last; empty if there is none. A file that is damaged or not this node's own is an error. */
    Optional<Stored> read() throws IOException {
        if (!Files.exists(state) || !Files.exists(freshness)) {
            return Optional.empty();
        }
        NodeSeal.Opened opened = seal.read(state, purpose);
        FeedSnapshot snapshot = FeedSnapshot.parseFrom(opened.plain());
        nonce = opened.nonce();
        long current = ByteBuffer.wrap(seal.read(freshness, nonce).plain()).getLong();
        return Optional.of(new Stored(snapshot.getItemsList(), snapshot.getPosition(), Instant.ofEpochMilli(current)));
    }
}
