package dev.tollgate.gateway.rig;

import com.google.protobuf.ByteString;
import dev.tollgate.contract.key.Credential;
import dev.tollgate.contract.key.KeyValidationGrpc;
import dev.tollgate.contract.key.TokenState;
import dev.tollgate.contract.key.TokenVerdict;
import dev.tollgate.contract.key.ValidateRequest;
import dev.tollgate.contract.key.ValidateResponse;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows the opaque tokens and API keys that a test registers. */
public final class FakeKeyManager extends KeyValidationGrpc.KeyValidationImplBase {

    private final Map<ByteString, TokenVerdict> verdicts = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    public void issue(String token, TokenVerdict verdict) {
        verdicts.put(
                hash(token),
                verdict.toBuilder().setState(TokenState.TOKEN_STATE_ACTIVE).build());
    }

    /** Credentials asked for so far. */
    public int asked() {
        return asked.get();
    }

    public static ByteString hash(String token) {
        try {
            return ByteString.copyFrom(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void validate(ValidateRequest request, StreamObserver<ValidateResponse> responses) {
        ValidateResponse.Builder response = ValidateResponse.newBuilder();
        for (Credential credential : request.getCredentialsList()) {
            asked.incrementAndGet();
            response.addVerdicts(verdicts.getOrDefault(
                    credential.getHash(),
                    TokenVerdict.newBuilder()
                            .setState(TokenState.TOKEN_STATE_UNKNOWN)
                            .build()));
        }
        responses.onNext(response.build());
        responses.onCompleted();
    }
}
