package dev.tollgate.keymanager.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth client.
 *
 * @param owner user name of whoever answers for it
 * @param applicationId the Store's application; null for clients that registered themselves
 * @param opaqueTokens otherwise its access tokens are signed
 * @param scopes what the client named when it was made; kept, not a grant
 */
public record Client(
        String consumerKey,
        String name,
        String owner,
        @Nullable UUID applicationId,
        KeyType keyType,
        Set<String> grantTypes,
        List<String> callbackUrls,
        boolean opaqueTokens,
        Duration tokenLife,
        List<String> scopes,
        Instant createdAt) {

    public Client {
        grantTypes = Set.copyOf(grantTypes);
        callbackUrls = List.copyOf(callbackUrls);
        scopes = List.copyOf(scopes);
    }

    public boolean may(GrantType grant) {
        return grantTypes.contains(grant.wireName());
    }

    /** A client that a user registered for the REST APIs: it acts for that user. */
    public boolean actsForOwner() {
        return applicationId == null;
    }

    public String feedKey() {
        return "consumer-key/" + consumerKey;
    }
}
