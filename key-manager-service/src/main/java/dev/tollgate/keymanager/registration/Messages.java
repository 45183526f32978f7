package dev.tollgate.keymanager.registration;

import dev.tollgate.contract.credential.ClientSecret;
import dev.tollgate.keymanager.apikey.ApiKey;
import dev.tollgate.keymanager.apikey.ApiKeys;
import dev.tollgate.keymanager.client.Client;
import dev.tollgate.keymanager.client.KeyType;
import dev.tollgate.keymanager.client.NewClient;
import dev.tollgate.keymanager.client.Secret;
import java.time.Duration;
import java.time.Instant;

/** From our words to the contract's, and back. */
final class Messages {

    private Messages() {}

    static dev.tollgate.contract.credential.Client client(NewClient made) {
        String secret = made.secret();
        return builder(made.client())
                .setConsumerSecret(secret == null ? "" : secret)
                .build();
    }

    static dev.tollgate.contract.credential.Client client(Client client) {
        return builder(client).build();
    }

    static ClientSecret secret(Secret secret) {
        String value = secret.value();
        Instant expiresAt = secret.expiresAt();
        return ClientSecret.newBuilder()
                .setSecretId(secret.id().toString())
                .setConsumerKey(secret.consumerKey())
                .setValue(value == null ? "" : value)
                .setDescription(secret.description())
                .setCreatedAtEpochS(secret.createdAt().getEpochSecond())
                .setExpiresAtEpochS(expiresAt == null ? 0 : expiresAt.getEpochSecond())
                .build();
    }

    static dev.tollgate.contract.credential.ApiKey apiKey(ApiKeys.NewKey made) {
        return builder(made.key()).setValue(made.value()).build();
    }

    static dev.tollgate.contract.credential.ApiKey apiKey(ApiKey key) {
        return builder(key).build();
    }

    static KeyType keyType(dev.tollgate.contract.key.KeyType type) {
        return type == dev.tollgate.contract.key.KeyType.KEY_TYPE_SANDBOX ? KeyType.SANDBOX : KeyType.PRODUCTION;
    }

    private static dev.tollgate.contract.key.KeyType keyType(KeyType type) {
        return switch (type) {
            case PRODUCTION -> dev.tollgate.contract.key.KeyType.KEY_TYPE_PRODUCTION;
            case SANDBOX -> dev.tollgate.contract.key.KeyType.KEY_TYPE_SANDBOX;
        };
    }

    private static dev.tollgate.contract.credential.Client.Builder builder(Client client) {
        var applicationId = client.applicationId();
        return dev.tollgate.contract.credential.Client.newBuilder()
                .setConsumerKey(client.consumerKey())
                .setApplicationId(applicationId == null ? "" : applicationId.toString())
                .setName(client.name())
                .setOwner(client.owner())
                .setKeyType(keyType(client.keyType()))
                .addAllGrantTypes(client.grantTypes().stream().sorted().toList())
                .addAllCallbackUrls(client.callbackUrls())
                .setOpaqueTokens(client.opaqueTokens())
                .setTokenLifeS(client.tokenLife().toSeconds())
                .setCreatedAtEpochMs(client.createdAt().toEpochMilli())
                .setPublicClient(client.publicClient());
    }

    private static dev.tollgate.contract.credential.ApiKey.Builder builder(ApiKey key) {
        Instant expiresAt = key.expiresAt();
        return dev.tollgate.contract.credential.ApiKey.newBuilder()
                .setApiKeyId(key.id().toString())
                .setName(key.name())
                .setIssuedAtEpochMs(key.issuedAt().toEpochMilli())
                .setLifeS(
                        expiresAt == null
                                ? -1
                                : Duration.between(key.issuedAt(), expiresAt).toSeconds())
                .setApplicationId(key.applicationId().toString())
                .setKeyType(keyType(key.keyType()));
    }
}
