package dev.tollgate.gateway.deployment;

import dev.tollgate.contract.feed.FeedFailure;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.feed.Position;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The items this node holds of one feed, as told, and where in the feed that is. Confined to the feed's thread. */
final class FeedReplica {

    private final FeedConsumer consumer;
    private final Map<String, FeedFailure> failures = new HashMap<>();
    private TreeMap<String, FeedItem> items = new TreeMap<>();
    private @Nullable Position position;

    FeedReplica(FeedConsumer consumer) {
        this.consumer = consumer;
    }

    @Nullable
    Position position() {
        return position;
    }

    Collection<FeedItem> items() {
        return items.values();
    }

    Collection<FeedFailure> failures() {
        return failures.values();
    }

    void replace(List<FeedItem> all, Position at) {
        List<FeedFailure> failed = consumer.accept(all, true);
        failures.clear();
        failed.forEach(failure -> failures.put(failure.getKey(), failure));
        TreeMap<String, FeedItem> replaced = new TreeMap<>();
        for (FeedItem item : all) {
            FeedItem held = failures.containsKey(item.getKey()) ? items.get(item.getKey()) : item;
            if (held != null) {
                replaced.put(item.getKey(), held);
            }
        }
        items = replaced;
        position = at;
    }

    void change(List<FeedItem> changed, Position at) {
        List<FeedFailure> failed = changed.isEmpty() ? List.of() : consumer.accept(changed, false);
        changed.forEach(item -> failures.remove(item.getKey()));
        failed.forEach(failure -> failures.put(failure.getKey(), failure));
        for (FeedItem item : changed) {
            if (item.getBodyCase() == FeedItem.BodyCase.BODY_NOT_SET) {
                items.remove(item.getKey());
            } else if (!failures.containsKey(item.getKey())) {
                items.put(item.getKey(), item);
            }
        }
        position = at;
    }

    /** SHA-256 over "key\n" and the item's bytes, in key order (feed.proto). */
    byte[] hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            items.forEach((key, item) -> {
                digest.update((key + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(item.toByteArray());
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    List<FeedItem> copy() {
        return new ArrayList<>(items.values());
    }
}
