package dev.tollgate.keymanager.validation;

import dev.tollgate.contract.key.Credential;
import dev.tollgate.contract.key.CredentialKind;
import dev.tollgate.contract.key.KeyValidationGrpc;
import dev.tollgate.contract.key.TokenState;
import dev.tollgate.contract.key.TokenVerdict;
import dev.tollgate.contract.key.ValidateRequest;
import dev.tollgate.contract.key.ValidateResponse;
import dev.tollgate.keymanager.apikey.ApiKey;
import dev.tollgate.keymanager.apikey.ApiKeys;
import dev.tollgate.keymanager.internal.Answers;
import dev.tollgate.keymanager.secret.Hash;
import dev.tollgate.keymanager.token.OpaqueTokens;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Gateways ask who a key is; a batch costs one query for each kind. */
@Component
@AllowedPeers(Peer.GATEWAY)
class KeyValidationContract extends KeyValidationGrpc.KeyValidationImplBase {

    private static final int MOST_IN_A_BATCH = 256;

    private final OpaqueTokens opaqueTokens;
    private final ApiKeys apiKeys;
    private final InstantSource clock;

    KeyValidationContract(OpaqueTokens opaqueTokens, ApiKeys apiKeys, InstantSource clock) {
        this.opaqueTokens = opaqueTokens;
        this.apiKeys = apiKeys;
        this.clock = clock;
    }

    @Override
    public void validate(ValidateRequest request, StreamObserver<ValidateResponse> caller) {
        Answers.answer(caller, () -> verdicts(request.getCredentialsList()));
    }

    private ValidateResponse verdicts(List<Credential> credentials) {
        if (credentials.size() > MOST_IN_A_BATCH) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "A batch has %d credentials at most.".formatted(MOST_IN_A_BATCH));
        }
        List<Hash> tokens = hashes(credentials, CredentialKind.CREDENTIAL_KIND_OPAQUE_TOKEN);
        List<Hash> keys = hashes(credentials, CredentialKind.CREDENTIAL_KIND_API_KEY);
        Map<Hash, OpaqueTokens.Standing> foundTokens = tokens.isEmpty() ? Map.of() : opaqueTokens.find(tokens);
        Map<Hash, ApiKey> foundKeys = keys.isEmpty() ? Map.of() : apiKeys.find(keys);
        Instant now = clock.instant();
        ValidateResponse.Builder answer = ValidateResponse.newBuilder();
        for (Credential credential : credentials) {
            Hash hash = Hash.known(credential.getHash().toByteArray());
            answer.addVerdicts(
                    switch (credential.getKind()) {
                        case CREDENTIAL_KIND_OPAQUE_TOKEN -> Verdicts.of(foundTokens.get(hash), now);
                        case CREDENTIAL_KIND_API_KEY -> Verdicts.of(foundKeys.get(hash), now);
                        case CREDENTIAL_KIND_UNSPECIFIED, UNRECOGNIZED ->
                            TokenVerdict.newBuilder()
                                    .setState(TokenState.TOKEN_STATE_UNKNOWN)
                                    .build();
                    });
        }
        return answer.build();
    }

    private static List<Hash> hashes(List<Credential> credentials, CredentialKind kind) {
        return credentials.stream()
                .filter(credential -> credential.getKind() == kind)
                .map(credential -> Hash.known(credential.getHash().toByteArray()))
                .toList();
    }
}
