package dev.tollgate.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.Position;
import dev.tollgate.contract.key.Issuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFileTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final List<FeedItem> ITEMS = List.of(FeedItem.newBuilder()
            .setKey("issuer")
            .setIssuer(Issuer.newBuilder().setIssuer("https://localhost:9443"))
            .build());
    private static final Position POSITION =
            Position.newBuilder().putSequences("keys", 7).build();

    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenIsReadWithTheTimeItWasLastConfirmed() throws IOException {
        SnapshotFile file = new SnapshotFile(directory, "keys", "keys of gateway-1");
        file.write(ITEMS, POSITION, NOW);
        file.confirm(NOW.plusSeconds(60));
        SnapshotFile.Stored stored =
                new SnapshotFile(directory, "keys", "keys of gateway-1").read().orElseThrow();
        assertThat(stored).isEqualTo(new SnapshotFile.Stored(ITEMS, POSITION, NOW.plusSeconds(60)));
    }

    @Test
    void onlyTheOwnerMayReadTheFilesAndTheyTellNothing() throws IOException {
        new SnapshotFile(directory, "keys", "p").write(ITEMS, POSITION, NOW);
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(Files.getPosixFilePermissions(file))
                        .isEqualTo(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
                assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("localhost");
            }
        }
    }

    @Test
    void anAlteredFileOrOneOfAnotherPurposeIsNotAccepted() throws IOException {
        new SnapshotFile(directory, "keys", "p").write(ITEMS, POSITION, NOW);
        SnapshotFile other = new SnapshotFile(directory, "keys", "other");
        assertThatThrownBy(other::read).isInstanceOf(IOException.class);
        Path state = directory.resolve("keys.snapshot");
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length / 2] ^= 1;
        Files.write(state, bytes);
        SnapshotFile own = new SnapshotFile(directory, "keys", "p");
        assertThatThrownBy(own::read).isInstanceOf(IOException.class);
    }

    @Test
    void thereIsNothingBeforeTheFirstWriting() throws IOException {
        assertThat(new SnapshotFile(directory, "keys", "p").read()).isEmpty();
    }
}
