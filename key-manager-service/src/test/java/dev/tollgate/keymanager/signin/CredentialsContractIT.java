package dev.tollgate.keymanager.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.contract.credential.BasicCredential;
import dev.tollgate.contract.credential.Caller;
import dev.tollgate.contract.credential.ChangePasswordRequest;
import dev.tollgate.contract.credential.CheckRequest;
import dev.tollgate.contract.credential.CredentialsGrpc;
import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.RunningKeyManager;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.keymanager.TestUsers.TestUser;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialsContractIT {

    private final ManagedChannel channel = RunningKeyManager.get().channel("publisher");
    private final CredentialsGrpc.CredentialsBlockingStub credentials = CredentialsGrpc.newBlockingStub(channel);
    private final Http http = Http.atKeyManager();
    private final TestUser alice = TestUsers.user("alice", "Internal/publisher");

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @Test
    void aUsersPasswordGivesTheRolesAndEveryScopeBoundToThem() {
        Caller caller = basic(TestUsers.PASSWORD);

        assertThat(caller.getAuthenticated()).isTrue();
        assertThat(caller.getUserName()).isEqualTo(alice.name());
        assertThat(caller.getRolesList()).containsExactly("Internal/publisher");
        assertThat(caller.getScopesList())
                .contains("apim:api_publish", "apim:api_view")
                .doesNotContain("apim:api_create", "apim:admin");
    }

    @Test
    void aWrongPasswordIsNobodyAndTooManySlowDown() {
        assertThat(basic("wrong").getAuthenticated()).isFalse();
        Caller last = Caller.getDefaultInstance();
        for (int i = 0; i < 10; i++) {
            last = basic("wrong");
        }
        assertThat(last.getSlowDown()).isTrue();
    }

    @Test
    void aNewPasswordNeedsThePresentOneAndEndsWhatTheUserHeld() {
        TestClient client = TestUsers.client(alice, "password");
        String token = http.postForm(
                        "/oauth2/token",
                        List.of("grant_type", "password", "username", alice.name(), "password", TestUsers.PASSWORD),
                        client.basic())
                .text("access_token");
        assertThat(bearer(token).getAuthenticated()).isTrue();

        for (String[] refused : new String[][] {
            {"wrong", "another-good-password", "present password"},
            {TestUsers.PASSWORD, TestUsers.PASSWORD, "is the present one"},
            {TestUsers.PASSWORD, "password1", "others try"},
            {TestUsers.PASSWORD, alice.name(), "others try"},
            {TestUsers.PASSWORD, "abc", "characters"}
        }) {
            assertThatThrownBy(() -> change(refused[0], refused[1]))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("INVALID_ARGUMENT")
                    .hasMessageContaining(refused[2]);
        }
        assertThat(bearer(token).getAuthenticated()).isTrue();

        change(TestUsers.PASSWORD, "another-good-password");

        assertThat(bearer(token).getAuthenticated()).isFalse();
        assertThat(basic(TestUsers.PASSWORD).getAuthenticated()).isFalse();
        assertThat(basic("another-good-password").getAuthenticated()).isTrue();
    }

    private void change(String current, String wanted) {
        credentials.changePassword(ChangePasswordRequest.newBuilder()
                .setUserName(alice.name())
                .setCurrentPassword(current)
                .setNewPassword(wanted)
                .setClientAddress("127.0.0.1")
                .build());
    }

    @Test
    void aUsersTokenGivesItsOwnScopesAndAnotherTokenNothing() {
        TestClient client = TestUsers.client(alice, "password");
        String token = http.postForm(
                        "/oauth2/token",
                        List.of(
                                "grant_type",
                                "password",
                                "username",
                                alice.name(),
                                "password",
                                TestUsers.PASSWORD,
                                "scope",
                                "apim:api_view"),
                        client.basic())
                .text("access_token");

        Caller caller = bearer(token);
        assertThat(caller.getAuthenticated()).isTrue();
        assertThat(caller.getUserName()).isEqualTo(alice.name());
        assertThat(caller.getScopesList()).containsExactly("apim:api_view");
        assertThat(caller.getConsumerKey()).isEqualTo(client.key());
        assertThat(caller.getExpiresAtEpochMs()).isPositive();

        assertThat(bearer(token + "x").getAuthenticated()).isFalse();
        assertThat(bearer("unknown").getAuthenticated()).isFalse();
        assertThat(credentials.check(CheckRequest.getDefaultInstance()).getAuthenticated())
                .isFalse();
    }

    private Caller basic(String password) {
        return credentials.check(CheckRequest.newBuilder()
                .setBasic(BasicCredential.newBuilder().setUserName(alice.name()).setPassword(password))
                .setClientAddress("192.0.2.1")
                .build());
    }

    private Caller bearer(String token) {
        return credentials.check(CheckRequest.newBuilder().setBearerToken(token).build());
    }
}
