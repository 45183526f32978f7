package dev.tollgate.keymanager.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.nimbusds.jwt.SignedJWT;
import dev.tollgate.contract.credential.ApiKey;
import dev.tollgate.contract.credential.Client;
import dev.tollgate.contract.credential.ClientReference;
import dev.tollgate.contract.credential.ClientSecret;
import dev.tollgate.contract.credential.ClientsGrpc;
import dev.tollgate.contract.credential.CreateApiKeyRequest;
import dev.tollgate.contract.credential.CreateClientRequest;
import dev.tollgate.contract.credential.CreateSecretRequest;
import dev.tollgate.contract.credential.IssueTokenRequest;
import dev.tollgate.contract.credential.IssuedToken;
import dev.tollgate.contract.credential.ListApiKeysRequest;
import dev.tollgate.contract.credential.RevokeApiKeyRequest;
import dev.tollgate.contract.credential.RevokeSecretRequest;
import dev.tollgate.contract.credential.RevokeTokenRequest;
import dev.tollgate.contract.credential.UpdateClientRequest;
import dev.tollgate.contract.credential.VerifySecretRequest;
import dev.tollgate.contract.key.Credential;
import dev.tollgate.contract.key.CredentialKind;
import dev.tollgate.contract.key.KeyType;
import dev.tollgate.contract.key.KeyValidationGrpc;
import dev.tollgate.contract.key.TokenState;
import dev.tollgate.contract.key.TokenVerdict;
import dev.tollgate.contract.key.ValidateRequest;
import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.RunningKeyManager;
import dev.tollgate.keymanager.secret.Hash;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsContractIT {

    private final ManagedChannel storeChannel = RunningKeyManager.get().channel("store");
    private final ManagedChannel gatewayChannel = RunningKeyManager.get().channel("gateway");
    private final ClientsGrpc.ClientsBlockingStub clients = ClientsGrpc.newBlockingStub(storeChannel);
    private final KeyValidationGrpc.KeyValidationBlockingStub validation =
            KeyValidationGrpc.newBlockingStub(gatewayChannel);
    private final Http http = Http.atKeyManager();
    private final String application = UUID.randomUUID().toString();

    @AfterEach
    void close() {
        storeChannel.shutdownNow();
        gatewayChannel.shutdownNow();
    }

    @Test
    void anApplicationsClientGetsItsSecretOnceAndTokensOfItsKeyType() throws Exception {
        Client made =
                clients.createClient(request().setIdempotencyKey(application).build());
        assertThat(made.getConsumerKey()).isNotBlank();
        assertThat(made.getTokenLifeS()).isEqualTo(3600);

        Client again =
                clients.createClient(request().setIdempotencyKey(application).build());
        assertThat(again.getConsumerKey()).isEqualTo(made.getConsumerKey());
        assertThat(again.getConsumerSecret()).isEmpty();
        assertThat(clients.getClient(reference(made)))
                .isEqualTo(made.toBuilder().clearConsumerSecret().build());

        Answer token = token(made, made.getConsumerSecret());
        assertThat(token.status()).isEqualTo(200);
        assertThat(SignedJWT.parse(token.text("access_token")).getJWTClaimsSet().getStringClaim("keytype"))
                .isEqualTo("SANDBOX");
    }

    @Test
    void aPublicClientHasNoSecretAndNoGrantThatNeedsOne() {
        CreateClientRequest.Builder wish = request().setPublicClient(true).clearGrantTypes();
        assertThatThrownBy(() -> clients.createClient(
                        wish.addGrantTypes("client_credentials").build()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("INVALID_ARGUMENT");

        Client made = clients.createClient(wish.clearGrantTypes()
                .addGrantTypes("authorization_code")
                .addGrantTypes("refresh_token")
                .addCallbackUrls("com.example.app:/signed-in")
                .build());

        assertThat(made.getPublicClient()).isTrue();
        assertThat(made.getConsumerSecret()).isEmpty();
        assertThatThrownBy(() -> clients.regenerateSecret(reference(made))).isInstanceOf(StatusRuntimeException.class);
        // a grant that a change sneaks in serves nothing
        clients.updateClient(UpdateClientRequest.newBuilder()
                .setConsumerKey(made.getConsumerKey())
                .addGrantTypes("client_credentials")
                .build());
        Answer token = http.postForm(
                "/oauth2/token", List.of("grant_type", "client_credentials", "client_id", made.getConsumerKey()));
        assertThat(token.text("error")).isEqualTo("unauthorized_client");
    }

    @Test
    void secretsComeAndGoAndTheOthersStay() {
        Client made = clients.createClient(request().build());
        ClientSecret second = clients.createSecret(CreateSecretRequest.newBuilder()
                .setConsumerKey(made.getConsumerKey())
                .setDescription("second")
                .setExpiresInS(600)
                .build());
        assertThat(second.getExpiresAtEpochS()).isPositive();
        assertThat(clients.listSecrets(reference(made)).getSecretsList())
                .hasSize(2)
                .allMatch(secret -> secret.getValue().isEmpty());
        assertThat(verified(made, made.getConsumerSecret())).isTrue();
        assertThat(verified(made, second.getValue())).isTrue();

        clients.revokeSecret(RevokeSecretRequest.newBuilder()
                .setConsumerKey(made.getConsumerKey())
                .setSecretId(second.getSecretId())
                .build());
        assertThat(verified(made, second.getValue())).isFalse();
        assertThat(verified(made, made.getConsumerSecret())).isTrue();

        ClientSecret only = clients.regenerateSecret(reference(made));
        assertThat(verified(made, made.getConsumerSecret())).isFalse();
        assertThat(token(made, only.getValue()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRegeneratedSecretEndsTheTokensSoFarAndNotTheNextOne(boolean opaque) {
        Client made = clients.createClient(request().setOpaqueTokens(opaque).build());
        String former = issued(made);
        ClientSecret only = clients.regenerateSecret(reference(made));
        Client renewed = made.toBuilder().setConsumerSecret(only.getValue()).build();
        String next = issued(made);
        assertThat(active(renewed, former)).isFalse();
        assertThat(active(renewed, next)).isTrue();
        if (opaque) {
            assertThat(validate(CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN, former)
                            .getState())
                    .isEqualTo(TokenState.TOKEN_STATE_REVOKED);
            assertThat(validate(CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN, next)
                            .getState())
                    .isEqualTo(TokenState.TOKEN_STATE_ACTIVE);
        }
    }

    @Test
    void anApiKeyIsRegeneratedUnderItsIdWithItsLifeAndRestrictions() {
        String application = java.util.UUID.randomUUID().toString();
        var made = clients.createApiKey(dev.tollgate.contract.credential.CreateApiKeyRequest.newBuilder()
                .setApplicationId(application)
                .setKeyType(KeyType.KEY_TYPE_SANDBOX)
                .setName("ci")
                .setOwner("bob")
                .setLifeS(600)
                .addPermittedIps("10.0.0.0/8")
                .build());
        var wish = dev.tollgate.contract.credential.RegenerateApiKeyRequest.newBuilder()
                .setApplicationId(application)
                .setKeyType(KeyType.KEY_TYPE_SANDBOX)
                .setApiKeyId(made.getApiKeyId());
        assertThatThrownBy(() -> clients.regenerateApiKey(
                        wish.clone().setKeyType(KeyType.KEY_TYPE_PRODUCTION).build()))
                .hasMessageContaining("NOT_FOUND");
        var renewed = clients.regenerateApiKey(wish.build());
        assertThat(renewed.getApiKeyId()).isEqualTo(made.getApiKeyId());
        assertThat(renewed.getName()).isEqualTo("ci");
        assertThat(renewed.getLifeS()).isEqualTo(600);
        assertThat(validate(CredentialKind.CREDENTIAL_KIND_API_KEY, made.getValue())
                        .getState())
                .isEqualTo(TokenState.TOKEN_STATE_UNKNOWN);
        TokenVerdict verdict = validate(CredentialKind.CREDENTIAL_KIND_API_KEY, renewed.getValue());
        assertThat(verdict.getState()).isEqualTo(TokenState.TOKEN_STATE_ACTIVE);
        assertThat(verdict.getPermittedIpsList()).containsExactly("10.0.0.0/8");
    }

    private String issued(Client client) {
        return clients.issueToken(IssueTokenRequest.newBuilder()
                        .setConsumerKey(client.getConsumerKey())
                        .build())
                .getAccessToken();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTokenIssuedForAnApplicationLivesAndIsRevoked(boolean opaque) {
        Client made = clients.createClient(request().setOpaqueTokens(opaque).build());

        IssuedToken issued = clients.issueToken(IssueTokenRequest.newBuilder()
                .setConsumerKey(made.getConsumerKey())
                .setLifeS(120)
                .addScopes("apim:admin")
                .build());
        assertThat(issued.getExpiresInS()).isEqualTo(120);
        assertThat(issued.getScopesList()).containsExactly("default");
        assertThat(active(made, issued.getAccessToken())).isTrue();
        if (opaque) {
            TokenVerdict verdict = validate(CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN, issued.getAccessToken());
            assertThat(verdict.getState()).isEqualTo(TokenState.TOKEN_STATE_ACTIVE);
            assertThat(verdict.getConsumerKey()).isEqualTo(made.getConsumerKey());
            assertThat(verdict.getSubject()).isEqualTo(made.getConsumerKey());
            assertThat(verdict.getUserToken()).isFalse();
            assertThat(verdict.getKeyType()).isEqualTo(KeyType.KEY_TYPE_SANDBOX);
            assertThat(verdict.getExpiresAtEpochMs() - verdict.getIssuedAtEpochMs())
                    .isEqualTo(120_000);
        }

        clients.revokeToken(RevokeTokenRequest.newBuilder()
                .setConsumerKey(made.getConsumerKey())
                .setToken(issued.getAccessToken())
                .build());
        assertThat(active(made, issued.getAccessToken())).isFalse();
        if (opaque) {
            assertThat(validate(CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN, issued.getAccessToken())
                            .getState())
                    .isEqualTo(TokenState.TOKEN_STATE_REVOKED);
        }
    }

    @Test
    void aDeletedClientTakesItsTokensAlong() {
        Client made = clients.createClient(request().setOpaqueTokens(true).build());
        Client other = clients.createClient(request().build());
        String token = token(made, made.getConsumerSecret()).text("access_token");

        clients.deleteClient(reference(made));
        clients.deleteClient(reference(made));

        assertThat(token(made, made.getConsumerSecret()).status()).isEqualTo(401);
        assertThat(active(other, token)).isFalse();
        assertThat(validate(CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN, token).getState())
                .isEqualTo(TokenState.TOKEN_STATE_REVOKED);
        assertThat(codeOf(() -> clients.getClient(reference(made)))).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void aClientChangesItsGrantsAndItsTokens() {
        Client made = clients.createClient(request().build());

        Client changed = clients.updateClient(UpdateClientRequest.newBuilder()
                .setConsumerKey(made.getConsumerKey())
                .addGrantTypes("password")
                .addGrantTypes("urn:ietf:params:oauth:grant-type:saml2-bearer")
                .setTokenLifeS(60)
                .setOpaqueTokens(true)
                .build());

        assertThat(changed.getGrantTypesList()).containsExactly("password");
        assertThat(changed.getTokenLifeS()).isEqualTo(60);
        assertThat(token(made, made.getConsumerSecret()).text("error")).isEqualTo("unauthorized_client");
    }

    @Test
    void anApiKeyStandsForItsApplicationUntilItIsRevoked() {
        String api = UUID.randomUUID().toString();
        ApiKey made = clients.createApiKey(CreateApiKeyRequest.newBuilder()
                .setApplicationId(application)
                .setApiId(api)
                .setKeyType(KeyType.KEY_TYPE_PRODUCTION)
                .setName("mine")
                .setOwner("bob")
                .setLifeS(-1)
                .addPermittedIps("10.0.0.0/8")
                .build());
        assertThat(made.getValue()).isNotBlank();
        assertThat(made.getLifeS()).isEqualTo(-1);

        TokenVerdict verdict = validate(CredentialKind.CREDENTIAL_KIND_API_KEY, made.getValue());
        assertThat(verdict.getState()).isEqualTo(TokenState.TOKEN_STATE_ACTIVE);
        assertThat(verdict.getApplicationId()).isEqualTo(application);
        assertThat(verdict.getApiId()).isEqualTo(api);
        assertThat(verdict.getPermittedIpsList()).containsExactly("10.0.0.0/8");
        assertThat(verdict.getExpiresAtEpochMs()).isZero();
        assertThat(validate(CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN, made.getValue())
                        .getState())
                .isEqualTo(TokenState.TOKEN_STATE_UNKNOWN);
        assertThat(clients.listApiKeys(ListApiKeysRequest.newBuilder()
                                .setApplicationId(application)
                                .setKeyType(KeyType.KEY_TYPE_PRODUCTION)
                                .build())
                        .getKeysList())
                .containsExactly(made.toBuilder().clearValue().build());

        RevokeApiKeyRequest revocation = RevokeApiKeyRequest.newBuilder()
                .setApplicationId(application)
                .setValue(made.getValue())
                .build();
        assertThat(codeOf(() -> clients.revokeApiKey(revocation.toBuilder()
                        .setApplicationId(UUID.randomUUID().toString())
                        .build())))
                .isEqualTo(Status.Code.NOT_FOUND);
        clients.revokeApiKey(revocation);
        assertThat(validate(CredentialKind.CREDENTIAL_KIND_API_KEY, made.getValue())
                        .getState())
                .isEqualTo(TokenState.TOKEN_STATE_REVOKED);
    }

    @Test
    void onlyNamedPeersMayCallAndBadIdsAreRefused() {
        assertThat(codeOf(() -> ClientsGrpc.newBlockingStub(gatewayChannel)
                        .createClient(request().build())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(codeOf(() ->
                        KeyValidationGrpc.newBlockingStub(storeChannel).validate(ValidateRequest.getDefaultInstance())))
                .isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(codeOf(() ->
                        clients.createClient(request().setApplicationId("one").build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    private CreateClientRequest.Builder request() {
        return CreateClientRequest.newBuilder()
                .setApplicationId(application)
                .setName("app_SANDBOX")
                .setOwner("bob")
                .setKeyType(KeyType.KEY_TYPE_SANDBOX)
                .addGrantTypes("client_credentials");
    }

    private static ClientReference reference(Client client) {
        return ClientReference.newBuilder()
                .setConsumerKey(client.getConsumerKey())
                .build();
    }

    private boolean verified(Client client, String secret) {
        return clients.verifySecret(VerifySecretRequest.newBuilder()
                        .setConsumerKey(client.getConsumerKey())
                        .setConsumerSecret(secret)
                        .build())
                .getValid();
    }

    private Answer token(Client client, String secret) {
        return http.postForm(
                "/oauth2/token",
                List.of("grant_type", "client_credentials"),
                Http.basic(client.getConsumerKey(), secret));
    }

    private boolean active(Client client, String token) {
        return http.postForm(
                        "/oauth2/introspect",
                        List.of("token", token),
                        Http.basic(client.getConsumerKey(), client.getConsumerSecret()))
                .json()
                .path("active")
                .asBoolean();
    }

    private TokenVerdict validate(CredentialKind kind, String token) {
        return validation
                .validate(ValidateRequest.newBuilder()
                        .addCredentials(Credential.newBuilder()
                                .setKind(kind)
                                .setHash(ByteString.copyFrom(Hash.of(token).bytes())))
                        .build())
                .getVerdicts(0);
    }

    private static Status.Code codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call)
                .getStatus()
                .getCode();
    }
}
