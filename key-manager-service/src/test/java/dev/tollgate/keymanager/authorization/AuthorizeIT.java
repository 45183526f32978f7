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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeIT {

    private static final TestUser ALICE = TestUsers.user("alice", "Internal/publisher");
    private static final TestUser BOB = TestUsers.user("bob", "Internal/subscriber");

    private final Http http = Http.atKeyManager();
    private final CodeFlow flow = new CodeFlow();

    @Test
    void whoIsNotSignedInDoesSoFirstAndGoesOnWithTheSameRequest() {
        String request = portalRequest();

        Answer toSignIn = http.get(request);

        assertThat(toSignIn.status()).isEqualTo(303);
        String location = toSignIn.header("Location").orElseThrow();
        assertThat(location).startsWith("/login?next=");
        String next = URLDecoder.decode(location.substring("/login?next=".length()), StandardCharsets.UTF_8);
        Answer page = http.get(location);
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).endsWith("form-action 'self' https://localhost:9443"));
        Answer signedIn = http.postForm(
                "/login",
                List.of("username", ALICE.name(), "password", TestUsers.PASSWORD, "next", next),
                "Sec-Fetch-Site",
                "same-origin");
        assertThat(signedIn.header("Location")).hasValue(next);
        String cookie = signedIn.header("Set-Cookie").orElseThrow().split(";")[0];

        Answer back = http.get(next, "Cookie", cookie);

        assertThat(back.header("Location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith(PORTAL_CALLBACK + "?code="));
        assertThat(parameter(back, "state")).hasValue("st%te&1");
        assertThat(parameter(back, "iss")).hasValue(RunningKeyManager.ISSUER);
        assertThat(back.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void ourOwnPortalAsksForNoConsentAndGetsWhatTheRolesGive() {
        Answer tokens = flow.redeemForPortal(flow.code(portalRequest(), flow.signIn(ALICE)), VERIFIER);

        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.text("scope")).isEqualTo("apim:api_view openid");
        assertThat(tokens.text("refresh_token")).isNotEmpty();
        assertThat(http.get("/oauth2/userinfo", Http.bearer(tokens.text("access_token")))
                        .body())
                .isEqualTo("{\"sub\":\"%s\"}".formatted(ALICE.name()));
        Answer refreshed = refresh(tokens);
        assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
        assertThat(refreshed.text("scope")).isEqualTo("apim:api_view openid");
    }

    @Test
    void aUserWithoutSessionSignsInByBasicAndNotByAToken() {
        assertThat(parameter(http.get(portalRequest(), ALICE.basic()), "code")).isPresent();

        TestClient client = TestUsers.client(ALICE, "password");
        String token = http.postForm(
                        "/oauth2/token",
                        List.of("grant_type", "password", "username", ALICE.name(), "password", TestUsers.PASSWORD),
                        client.basic())
                .text("access_token");
        assertThat(http.get(portalRequest(), Http.bearer(token)).header("Location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith("/login?"));
    }

    /** Case A6 of the acceptance cases, and what else is no exact match. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:9443/publisher/signed-in/x",
                "https://localhost:9443/publisher/signed-in?a",
                "https://localhost:9443/publisher/Signed-in",
                "https://localhost:9444/publisher/signed-in",
                "https://localhost/publisher/signed-in",
                "http://localhost:9443/publisher/signed-in",
                "https://localhost:80@evil/publisher/signed-in",
                "https://localhost:9443/publisher/../publisher/signed-in",
                "https://localhost:9443/publisher/signed-in#x",
                "https://LOCALHOST:9443/publisher/signed-in",
                "https://evil.example/",
                "javascript:alert(1)",
                "//evil.example"
            })
    void anotherRedirectUriGetsAPageAndNoRedirect(String redirectUri) {
        for (String[] headers : List.of(new String[0], ALICE.basic())) {
            Answer answer = http.get(portalRequest("redirect_uri", redirectUri), headers);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Location")).isEmpty();
            assertThat(answer.header("Content-Type")).hasValue("text/html;charset=UTF-8");
        }
    }

    @Test
    void anUnknownClientOrTwoRedirectUrisGetAPageAndNoRedirect() {
        assertThat(http.get(portalRequest("client_id", "nobody"), ALICE.basic()).status())
                .isEqualTo(400);
        assertThat(http.get(portalRequest("client_id", ""), ALICE.basic()).status())
                .isEqualTo(400);
        assertThat(http.get(portalRequest() + "&client_id=" + PORTAL, ALICE.basic())
                        .status())
                .isEqualTo(400);
        assertThat(http.get(portalRequest() + "&redirect_uri=https://evil.example/", ALICE.basic())
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, '', invalid_request",
        "response_type, token, unsupported_response_type",
        "response_mode, fragment, invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge, too-short, invalid_request",
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, '', invalid_request",
        "request, a.b.c, request_not_supported",
        "request_uri, https://evil.example, request_uri_not_supported",
        "prompt, none login, invalid_request",
        "prompt, whatever, invalid_request",
        "max_age, -1, invalid_request",
        "scope, ü, invalid_scope"
    })
    void otherFaultsAreToldToTheClient(String name, String value, String error) {
        Answer answer = http.get(portalRequest(name, value), ALICE.basic());

        assertThat(parameter(answer, "error")).hasValue(error);
        assertThat(parameter(answer, "state")).hasValue("st%te&1");
        assertThat(parameter(answer, "iss")).hasValue(RunningKeyManager.ISSUER);
        assertThat(parameter(answer, "code")).isEmpty();
        // who is not signed in is not sent on to anybody
        assertThat(http.get(portalRequest(name, value)).header("Location"))
                .hasValueSatisfying(to -> assertThat(to).doesNotStartWith("https://evil"));
    }

    @Test
    void aParameterSentTwiceIsAFault() {
        Answer answer = http.get(portalRequest() + "&scope=openid", ALICE.basic());

        assertThat(parameter(answer, "error")).hasValue("invalid_request");
    }

    @Test
    void aRequestThatFitsIntoNoAddressGetsAPage() {
        Answer answer = http.get(portalRequest("state", "%".repeat(2000)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("more than fits");
    }

    @Test
    void aSilentRequestShowsNoPage() {
        assertThat(parameter(http.get(portalRequest("prompt", "none")), "error"))
                .hasValue("login_required");
        TestClient client = flow.client(BOB);
        assertThat(parameter(http.get(clientRequest(client, "prompt", "none"), ALICE.basic()), "error"))
                .hasValue("consent_required");
    }

    @Test
    void aPasswordIsAskedForAgainWhereTheClientWantsIt() {
        String cookie = flow.signIn(ALICE);

        for (String request : List.of(portalRequest("prompt", "login"), portalRequest("max_age", "0"))) {
            Answer again = flow.authorize(request, cookie);

            String location = again.header("Location").orElseThrow();
            assertThat(location).startsWith("/login?next=").doesNotContain("prompt", "max_age");
            assertThat(http.get(location, "Cookie", cookie).body()).contains("name=\"password\"");
        }
    }

    @Test
    void anothersApplicationNeedsConsentOnce() {
        TestClient client = flow.client(BOB);
        String cookie = flow.signIn(ALICE);
        String request = clientRequest(client, "scope", "openid apim:api_view apim:admin");

        Answer page = flow.authorize(request, cookie);
        assertThat(page.body())
                .contains("<li>apim:api_view</li>", BOB.name())
                .doesNotContain("<li>apim:admin</li>", "<script");
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).endsWith("form-action 'self' https://client.example"));
        Answer denied = flow.decide(page, cookie, "deny");
        assertThat(parameter(denied, "error")).hasValue("access_denied");
        assertThat(parameter(denied, "from")).hasValue("tollgate");

        Answer allowed = flow.decide(page, cookie, "allow");
        Answer tokens = flow.redeem(client, parameter(allowed, "code").orElseThrow());
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.text("scope")).isEqualTo("apim:api_view openid");
        assertThat(parameter(flow.authorize(request, cookie), "code")).isPresent();
        assertThat(flow.authorize(clientRequest(client, "scope", "apim:api_publish"), cookie)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void consentIsTakenFromOurOwnPageAlone() {
        TestClient client = flow.client(BOB);
        String cookie = flow.signIn(ALICE);
        List<String> form = List.of(
                "response_type", "code", "client_id", client.key(), "redirect_uri", CALLBACK, "decision", "allow");

        assertThat(http.postForm("/oauth2/consent", form, "Cookie", cookie).status())
                .isEqualTo(403);
        assertThat(http.postForm("/oauth2/consent", form, "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(http.postForm("/oauth2/consent", form, "Cookie", cookie, "Origin", "https://client.example")
                        .status())
                .isEqualTo(403);
        assertThat(parameter(http.get(clientRequest(client, "prompt", "none"), "Cookie", cookie), "error"))
                .hasValue("consent_required");
    }

    @Test
    void aClientWithoutTheGrantIsToldSo() {
        Answer made = http.postJson(
                "/client-registration/v0.17/register",
                "{\"clientName\":\"no-codes\",\"grantType\":\"password\",\"callbackUrl\":\"" + CALLBACK + "\"}",
                BOB.basic());
        TestClient client = new TestClient(made.text("clientId"), made.text("clientSecret"));

        assertThat(parameter(http.get(clientRequest(client), ALICE.basic()), "error"))
                .hasValue("unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://client.example/cb", "javascript:alert(1)", "not an address", "https://a@b.example/"})
    void codesAreNeverSentInClearOrToAScript(String callback) {
        Answer made = http.postJson(
                "/client-registration/v0.17/register",
                "{\"clientName\":\"unsafe-%d\",\"grantType\":\"authorization_code\",\"callbackUrl\":\"%s\"}"
                        .formatted(callback.hashCode(), callback),
                BOB.basic());

        assertThat(made.status()).as(made.body()).isEqualTo(400);
    }

    @Test
    void signingOutEndsWhatThePortalsGotByTheSession() {
        String cookie = flow.signIn(ALICE);
        Answer tokens = flow.redeemForPortal(flow.code(portalRequest(), cookie), VERIFIER);
        TestClient client = flow.client(BOB);
        Answer others = flow.redeem(
                client,
                parameter(flow.decide(flow.authorize(clientRequest(client), cookie), cookie, "allow"), "code")
                        .orElseThrow());

        http.postForm("/logout", List.of(), "Cookie", cookie, "Sec-Fetch-Site", "same-origin");

        assertThat(http.get("/oauth2/userinfo", Http.bearer(tokens.text("access_token")))
                        .status())
                .isEqualTo(401);
        assertThat(refresh(tokens).text("error")).isEqualTo("invalid_grant");
        assertThat(http.get("/oauth2/userinfo", Http.bearer(others.text("access_token")))
                        .status())
                .isEqualTo(200);
    }

    private Answer refresh(Answer tokens) {
        return http.postForm(
                "/oauth2/token",
                List.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.text("refresh_token"),
                        "client_id",
                        PORTAL));
    }
}
