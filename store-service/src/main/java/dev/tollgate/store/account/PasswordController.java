package dev.tollgate.store.account;

import dev.tollgate.contract.credential.ChangePasswordRequest;
import dev.tollgate.contract.credential.CredentialsGrpc;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A user's new password. The Key Manager decides, and ends every session and token that the user had. */
@RestController
class PasswordController {

    private static final long DEADLINE_MS = 5000;

    private final CredentialsGrpc.CredentialsBlockingStub credentials;

    PasswordController(InternalChannels channels) {
        this.credentials = CredentialsGrpc.newBlockingStub(channels.to(Peer.KEY_MANAGER));
    }

    /** Devportal's CurrentAndNewPasswords. */
    record Passwords(
            @Nullable String currentPassword, @Nullable String newPassword) {

        /** Never the passwords. */
        @Override
        public String toString() {
            return "Passwords";
        }
    }

    @Scopes("apim:subscribe")
    @PostMapping("/api/am/devportal/v3/me/change-password")
    void change(Caller caller, HttpServletRequest request, @RequestBody Passwords passwords) {
        String current = passwords.currentPassword();
        String wanted = passwords.newPassword();
        if (current == null || wanted == null || current.isEmpty() || wanted.isEmpty()) {
            throw new RefusedException(CommonError.BAD_REQUEST, "currentPassword and newPassword are needed.");
        }
        if (caller.userName().isEmpty()) {
            throw new RefusedException(CommonError.FORBIDDEN, "Only a user has a password.");
        }
        try {
            credentials
                    .withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS)
                    .changePassword(ChangePasswordRequest.newBuilder()
                            .setUserName(caller.userName())
                            .setCurrentPassword(current)
                            .setNewPassword(wanted)
                            .setClientAddress(request.getRemoteAddr())
                            .build());
        } catch (StatusRuntimeException failure) {
            throw refusal(failure);
        }
    }

    private static RuntimeException refusal(StatusRuntimeException failure) {
        Status.Code code = failure.getStatus().getCode();
        if (code != Status.Code.INVALID_ARGUMENT && code != Status.Code.RESOURCE_EXHAUSTED) {
            return failure;
        }
        String description = failure.getStatus().getDescription();
        return new RefusedException(
                code == Status.Code.INVALID_ARGUMENT ? CommonError.BAD_REQUEST : CommonError.TOO_MANY_REQUESTS,
                description == null ? "The password was not changed." : description);
    }
}
