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
 * @param scopes what the client named when it was made: for one of ours the most it gets, for others kept and no grant
 * @param publicClient it keeps no secret: PKCE proves that a code is its own
 * @param firstParty one of the platform's own, which asks no user for consent
 * @param signOutUrls where it may send a user who signed out, beside its callback URLs
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
        boolean publicClient,
        boolean firstParty,
        List<String> signOutUrls,
        Instant createdAt) {

    public Client {
        grantTypes = Set.copyOf(grantTypes);
        callbackUrls = List.copyOf(callbackUrls);
        scopes = List.copyOf(scopes);
        signOutUrls = List.copyOf(signOutUrls);
    }

    public boolean may(GrantType grant) {
        return grantTypes.contains(grant.wireName()) && (!publicClient || grant.forPublicClients());
    }

    /** A client that a user registered for the REST APIs: it acts for that user. */
    public boolean actsForOwner() {
        return applicationId == null && !firstParty;
    }

    public String feedKey() {
        return "consumer-key/" + consumerKey;
    }
}
