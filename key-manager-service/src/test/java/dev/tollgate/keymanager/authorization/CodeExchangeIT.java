package dev.tollgate.keymanager.authorization;

import static dev.tollgate.keymanager.authorization.CodeFlow.CALLBACK;
import static dev.tollgate.keymanager.authorization.CodeFlow.PORTAL;
import static dev.tollgate.keymanager.authorization.CodeFlow.PORTAL_CALLBACK;
import static dev.tollgate.keymanager.authorization.CodeFlow.VERIFIER;
import static dev.tollgate.keymanager.authorization.CodeFlow.clientRequest;
import static dev.tollgate.keymanager.authorization.CodeFlow.parameter;
import static dev.tollgate.keymanager.authorization.CodeFlow.portalRequest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.RunningKeyManager;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.keymanager.TestUsers.TestUser;
import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.provision.server.LoopbackPort;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class CodeExchangeIT {

    private static final TestUser ALICE = TestUsers.user("alice", "Internal/publisher");
    private static final TestUser BOB = TestUsers.user("bob", "Internal/subscriber");

    private final Http http = Http.atKeyManager();
    private final CodeFlow flow = new CodeFlow();
    private final String cookie = flow.signIn(ALICE);

    @Test
    void aWrongVerifierIsRefusedAndTheRightOneStillServes() {
        String code = flow.code(portalRequest(), cookie);

        Answer wrong = flow.redeemForPortal(code, VERIFIER + "x");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("error")).isEqualTo("invalid_grant");
        Answer none = http.postForm(
                "/oauth2/token",
                List.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        PORTAL_CALLBACK,
                        "client_id",
                        PORTAL));
        assertThat(none.text("error")).isEqualTo("invalid_grant");

        assertThat(flow.redeemForPortal(code, VERIFIER).status()).isEqualTo(200);
    }

    @Test
    void aReplayedCodeKillsTheTokensOfTheFirst() {
        String code = flow.code(portalRequest(), cookie);
        Answer first = flow.redeemForPortal(code, VERIFIER);
        assertThat(alive(first)).isTrue();

        Answer second = flow.redeemForPortal(code, VERIFIER);

        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text("error")).isEqualTo("invalid_grant");
        assertThat(alive(first)).isFalse();
        assertThat(http.postForm(
                                "/oauth2/token",
                                List.of(
                                        "grant_type",
                                        "refresh_token",
                                        "refresh_token",
                                        first.text("refresh_token"),
                                        "client_id",
                                        PORTAL))
                        .text("error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void aSignedTokenDiesByReplayToo() {
        TestClient client = flow.client(BOB);
        String code = consented(clientRequest(client));
        Answer first = flow.redeem(client, code);
        assertThat(alive(first)).isTrue();

        flow.redeem(client, code);

        assertThat(alive(first)).isFalse();
    }

    /** On two nodes, twenty at once: one at most has tokens, and they are dead again when all have answered. */
    @Test
    void aCodeRacedOnTwoNodesSucceedsOnceAtMost() throws Exception {
        String code = flow.code(portalRequest(), cookie);
        List<Answer> winners = new ArrayList<>();
        try (ConfigurableApplicationContext other = RunningKeyManager.start(LoopbackPort.free());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Http second = new Http("http://127.0.0.1:" + RunningKeyManager.publicPort(other));
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Http node = i % 2 == 0 ? http : second;
                calls.add(() -> node.postForm(
                        "/oauth2/token",
                        List.of(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                PORTAL_CALLBACK,
                                "code_verifier",
                                VERIFIER,
                                "client_id",
                                PORTAL)));
            }
            for (var future : threads.invokeAll(calls)) {
                if (future.get().status() == 200) {
                    winners.add(future.get());
                }
            }
        }

        assertThat(winners).hasSize(1);
        assertThat(alive(winners.getFirst())).isFalse();
    }

    @Test
    void aCodeIsBoundToItsClientAndRedirectUri() {
        TestClient client = flow.client(BOB);
        TestClient other = flow.client(BOB);
        String code = consented(clientRequest(client));

        assertThat(flow.redeem(other, code).text("error")).isEqualTo("invalid_grant");
        assertThat(http.postForm(
                                "/oauth2/token",
                                List.of(
                                        "grant_type",
                                        "authorization_code",
                                        "code",
                                        code,
                                        "redirect_uri",
                                        CALLBACK + "x",
                                        "code_verifier",
                                        VERIFIER),
                                client.basic())
                        .text("error"))
                .isEqualTo("invalid_grant");
        assertThat(flow.redeem(client, code).status()).isEqualTo(200);
    }

    @Test
    void aVerifierWithoutAChallengeIsRefused() {
        TestClient client = flow.client(BOB);
        String code = consented(clientRequest(client, "code_challenge", "", "code_challenge_method", ""));

        assertThat(flow.redeem(client, code).text("error")).isEqualTo("invalid_grant");
        assertThat(http.postForm(
                                "/oauth2/token",
                                List.of("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK),
                                client.basic())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aConfidentialClientHasToProveItself() {
        TestClient client = flow.client(BOB);
        String code = consented(clientRequest(client));

        Answer answer = http.postForm(
                "/oauth2/token",
                List.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        CALLBACK,
                        "code_verifier",
                        VERIFIER,
                        "client_id",
                        client.key()));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    @Test
    void aPublicClientIntrospectsNothingAndHasNoTokenOfItsOwn() {
        assertThat(http.postForm("/oauth2/introspect", List.of("token", "x", "client_id", PORTAL))
                        .status())
                .isEqualTo(401);
        assertThat(http.postForm("/oauth2/token", List.of("grant_type", "client_credentials", "client_id", PORTAL))
                        .text("error"))
                .isEqualTo("unauthorized_client");
    }

    @Test
    void anExpiredCodeIsRefused() throws SQLException {
        String code = flow.code(portalRequest(), cookie);
        try (Connection owner = RealPostgres.get().connectAsOwner("key-manager");
                Statement statement = owner.createStatement()) {
            statement.executeUpdate("UPDATE keys.authorization_codes SET expires_at = now() - interval '1 second'"
                    + " WHERE user_name = '" + ALICE.name() + "' AND used_at IS NULL");
        }

        assertThat(flow.redeemForPortal(code, VERIFIER).text("error")).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "password"})
    void whatEndsTheUserEndsCodesSessionsAndTokens(String how) {
        TestUser carol = TestUsers.user("carol", "Internal/publisher");
        String session = flow.signIn(carol);
        Answer tokens = flow.redeemForPortal(flow.code(portalRequest(), session), VERIFIER);
        String code = flow.code(portalRequest(), session);

        Answer changed = http.patchJson(
                "/scim2/Users/" + carol.id(),
                """
                {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace",%s}]}\
                """.formatted(
                                how.equals("disabled")
                                        ? "\"path\":\"active\",\"value\":false"
                                        : "\"path\":\"password\",\"value\":\"another-good-password\""),
                Http.admin());
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);

        assertThat(flow.redeemForPortal(code, VERIFIER).text("error")).isEqualTo("invalid_grant");
        assertThat(flow.authorize(portalRequest(), session).header("Location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith("/login?"));
        assertThat(alive(tokens)).isFalse();
    }

    private String consented(String request) {
        return parameter(flow.decide(flow.authorize(request, cookie), cookie, "allow"), "code")
                .orElseThrow();
    }

    private boolean alive(Answer tokens) {
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        return http.get("/oauth2/userinfo", Http.bearer(tokens.text("access_token")))
                        .status()
                == 200;
    }
}
