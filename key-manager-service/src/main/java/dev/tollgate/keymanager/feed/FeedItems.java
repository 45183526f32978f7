package dev.tollgate.keymanager.feed;

import com.google.protobuf.ByteString;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.contract.key.Application;
import dev.tollgate.contract.key.ConsumerKey;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.Subscription;
import dev.tollgate.contract.key.SubscriptionState;
import dev.tollgate.keymanager.revocation.Revocation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;

/** Rows as feed items. */
final class FeedItems {

    static final String CONSUMER_KEYS = "SELECT * FROM keys.consumer_keys_v1";
    static final String APPLICATIONS = "SELECT * FROM subscriptions.applications_v1";
    static final String SUBSCRIPTIONS = "SELECT * FROM subscriptions.subscriptions_v1";

    private FeedItems() {}

    static FeedItem consumerKey(ResultSet row, int number) throws SQLException {
        String key = row.getString("consumer_key");
        return FeedItem.newBuilder()
                .setKey("consumer-key/" + key)
                .setConsumerKey(ConsumerKey.newBuilder()
                        .setConsumerKey(key)
                        .setApplicationId(row.getString("application_id"))
                        .setKeyType(KeyType.valueOf("KEY_TYPE_" + row.getString("key_type"))))
                .build();
    }

    static FeedItem application(ResultSet row, int number) throws SQLException {
        String id = row.getString("application_id");
        return FeedItem.newBuilder()
                .setKey("application/" + id)
                .setApplication(Application.newBuilder()
                        .setApplicationId(id)
                        .setName(row.getString("name"))
                        .setOwner(row.getString("owner"))
                        .setThrottlingPolicy(row.getString("throttling_policy"))
                        .setBlocked(row.getBoolean("blocked")))
                .build();
    }

    static FeedItem subscription(ResultSet row, int number) throws SQLException {
        String id = row.getString("subscription_id");
        return FeedItem.newBuilder()
                .setKey("subscription/" + id)
                .setSubscription(Subscription.newBuilder()
                        .setSubscriptionId(id)
                        .setApplicationId(row.getString("application_id"))
                        .setApiId(row.getString("api_id"))
                        .setThrottlingPolicy(row.getString("throttling_policy"))
                        .setState(SubscriptionState.valueOf("SUBSCRIPTION_STATE_" + row.getString("state"))))
                .build();
    }

    static FeedItem revocation(Revocation revocation) {
        var message = dev.tollgate.contract.key.Revocation.newBuilder()
                .setId(revocation.id().toString())
                .setExpiresAtEpochMs(revocation.expiresAt().toEpochMilli());
        switch (revocation.kind()) {
            case TOKEN_ID -> message.setTokenId(revocation.subject());
            case TOKEN_HASH ->
                message.setTokenHash(ByteString.copyFrom(HexFormat.of().parseHex(revocation.subject())));
            case USER -> message.setUserName(revocation.subject());
            case CONSUMER_KEY -> message.setConsumerKey(revocation.subject());
        }
        Instant notBefore = revocation.notBefore();
        if (notBefore != null) {
            message.setNotBeforeEpochMs(notBefore.toEpochMilli());
        }
        return FeedItem.newBuilder()
                .setKey(revocation.feedKey())
                .setRevocation(message)
                .build();
    }
}
