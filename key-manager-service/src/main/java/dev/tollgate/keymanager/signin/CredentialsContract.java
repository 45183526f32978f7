package dev.tollgate.keymanager.signin;

import dev.tollgate.contract.credential.BasicCredential;
import dev.tollgate.contract.credential.Caller;
import dev.tollgate.contract.credential.ChangePasswordRequest;
import dev.tollgate.contract.credential.CheckRequest;
import dev.tollgate.contract.credential.CredentialsGrpc;
import dev.tollgate.contract.credential.Empty;
import dev.tollgate.keymanager.internal.Answers;
import dev.tollgate.keymanager.signin.CallerVerdict.Known;
import dev.tollgate.keymanager.signin.CallerVerdict.SlowDown;
import dev.tollgate.keymanager.signin.CallerVerdict.Unknown;
import dev.tollgate.platform.internal.AllowedPeers;
import dev.tollgate.platform.internal.Peer;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The contract by which the other services ask who calls them. */
@Component
@AllowedPeers({Peer.PUBLISHER, Peer.STORE, Peer.TRAFFIC_MANAGER})
class CredentialsContract extends CredentialsGrpc.CredentialsImplBase {

    private final CredentialCheck credentials;
    private final Sessions sessions;
    private final PasswordChange passwordChange;

    CredentialsContract(CredentialCheck credentials, Sessions sessions, PasswordChange passwordChange) {
        this.credentials = credentials;
        this.sessions = sessions;
        this.passwordChange = passwordChange;
    }

    @Override
    public void check(CheckRequest request, StreamObserver<Caller> caller) {
        Answers.answer(caller, () -> message(verdict(request)));
    }

    @Override
    public void changePassword(ChangePasswordRequest request, StreamObserver<Empty> caller) {
        Answers.answer(caller, () -> {
            passwordChange.change(
                    request.getUserName(),
                    request.getCurrentPassword(),
                    request.getNewPassword(),
                    request.getClientAddress());
            return Empty.getDefaultInstance();
        });
    }

    private CallerVerdict verdict(CheckRequest request) {
        return switch (request.getCredentialCase()) {
            case BASIC -> {
                BasicCredential basic = request.getBasic();
                yield credentials.basic(basic.getUserName(), basic.getPassword(), request.getClientAddress());
            }
            case BEARER_TOKEN -> credentials.bearer(request.getBearerToken());
            case SESSION_ID ->
                sessions.userOf(request.getSessionId())
                        .<CallerVerdict>map(user -> new Known(credentials.signedIn(user), null))
                        .orElseGet(Unknown::new);
            case CREDENTIAL_NOT_SET -> new Unknown();
        };
    }

    private static Caller message(CallerVerdict verdict) {
        return switch (verdict) {
            case Known known -> {
                Instant expiresAt = known.expiresAt();
                yield Caller.newBuilder()
                        .setAuthenticated(true)
                        .setUserName(known.caller().userName())
                        .addAllRoles(known.caller().roles())
                        .addAllScopes(known.caller().scopes())
                        .setConsumerKey(known.caller().consumerKey())
                        .setExpiresAtEpochMs(expiresAt == null ? 0 : expiresAt.toEpochMilli())
                        .build();
            }
            case Unknown unknown -> Caller.getDefaultInstance();
            case SlowDown slowDown -> Caller.newBuilder().setSlowDown(true).build();
        };
    }
}
