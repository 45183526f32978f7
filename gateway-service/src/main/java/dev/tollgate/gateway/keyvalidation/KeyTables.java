package dev.tollgate.gateway.keyvalidation;

import dev.tollgate.contract.key.Application;
import dev.tollgate.contract.key.ConsumerKey;
import dev.tollgate.contract.key.Issuer;
import dev.tollgate.contract.key.Revocation;
import dev.tollgate.contract.key.Subscription;
import dev.tollgate.gateway.deployment.LayeredMap;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the key feed says, at one moment: complete, immutable, joined in memory on each call. */
record KeyTables(
        LayeredMap<String, Application> applications,
        LayeredMap<String, ConsumerKey> consumerKeys,
        LayeredMap<String, Subscription> subscriptionsById,
        LayeredMap<String, Map<String, Subscription>> subscriptionsByApplication,
        Map<String, RSAPublicKey> signingKeys,
        LayeredMap<String, Revocation> revocationsById,
        LayeredMap<String, Revocation> revokedTokenIds,
        LayeredMap<TokenHash, Revocation> revokedHashes,
        LayeredMap<String, Revocation> users,
        LayeredMap<String, Revocation> clients,
        @Nullable Issuer issuer) {

    static KeyTables empty() {
        return nothingBut(Map.of(), null);
    }

    /** Nothing but the signing keys and the issuer: verdicts kept under them stay good if a snapshot repeats them. */
    KeyTables onlySigning() {
        return nothingBut(signingKeys, issuer);
    }

    private static KeyTables nothingBut(Map<String, RSAPublicKey> signingKeys, @Nullable Issuer issuer) {
        return new KeyTables(
                LayeredMap.empty(),
                LayeredMap.empty(),
                LayeredMap.empty(),
                LayeredMap.empty(),
                signingKeys,
                LayeredMap.empty(),
                LayeredMap.empty(),
                LayeredMap.empty(),
                LayeredMap.empty(),
                LayeredMap.empty(),
                issuer);
    }

    @Nullable
    Subscription subscription(String applicationId, String apiId) {
        Map<String, Subscription> ofApplication = subscriptionsByApplication.get(applicationId);
        return ofApplication == null ? null : ofApplication.get(apiId);
    }

    /** Whether a token that was once valid has been taken back. */
    boolean revoked(TokenHash hash, TokenVerdict token) {
        if (revocationsById.isEmpty()) {
            return false;
        }
        String tokenId = token.tokenId();
        String consumerKey = token.consumerKey();
        return revokedHashes.get(hash) != null
                || (tokenId != null && revokedTokenIds.get(tokenId) != null)
                || before(users.get(token.subject()), token.issuedAtMs())
                || (consumerKey != null && before(clients.get(consumerKey), token.issuedAtMs()));
    }

    private static boolean before(@Nullable Revocation revocation, long issuedAtMs) {
        return revocation != null && issuedAtMs < revocation.getNotBeforeEpochMs();
    }
}
