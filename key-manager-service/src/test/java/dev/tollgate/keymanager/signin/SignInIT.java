package dev.tollgate.keymanager.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.keymanager.Http;
import dev.tollgate.keymanager.Http.Answer;
import dev.tollgate.keymanager.TestUsers;
import dev.tollgate.keymanager.TestUsers.TestClient;
import dev.tollgate.keymanager.TestUsers.TestUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInIT {

    private static final String REGISTER = "/client-registration/v0.17/register";
    private static final String NEW_CLIENT = "{\"clientName\":\"by-session\",\"grantType\":\"client_credentials\"}";

    private final Http http = Http.atKeyManager();
    private final TestUser bob = TestUsers.user("bob", "Internal/subscriber");

    @Test
    void thePageSignsInWithoutAScript() {
        Answer page = http.get("/login?next=/store/apis");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<form method=\"post\" action=\"/login\">", "value=\"/store/apis\"");
        assertThat(page.body()).doesNotContain("<script");
        assertThat(page.header("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'none'", "frame-ancestors 'none'"));

        Answer signedIn = signIn("/store/apis");
        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(signedIn.header("Location")).hasValue("/store/apis");
        assertThat(signedIn.header("Set-Cookie"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie).startsWith("tollgate-sign-in-9443=").contains("HttpOnly", "SameSite=Lax"));
        assertThat(http.get("/scim2/Me", "Cookie", cookie(signedIn)).text("userName"))
                .isEqualTo(bob.name());
    }

    @Test
    void aFormFromNowhereNeedsTheTokenOfThePage() {
        List<String> form = List.of("username", bob.name(), "password", TestUsers.PASSWORD);
        Answer page = http.get("/login");
        String cookie = cookie(page);
        Matcher token =
                Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"").matcher(page.body());
        assertThat(token.find()).isTrue();
        assertThat(page.header("Set-Cookie"))
                .hasValueSatisfying(value ->
                        assertThat(value).startsWith("tollgate-form-9443=").contains("HttpOnly", "SameSite=Lax"));

        assertThat(http.postForm("/login", form).status()).isEqualTo(403);
        assertThat(http.postForm("/login", form, "Cookie", cookie).status()).isEqualTo(403);
        List<String> withToken = new ArrayList<>(form);
        withToken.addAll(List.of("form_token", token.group(1)));
        assertThat(http.postForm("/login", withToken).status()).isEqualTo(403);
        assertThat(http.postForm("/login", withToken, "Cookie", cookie).status())
                .isEqualTo(303);
    }

    @Test
    void overTlsTheCookieIsBoundToTheHost() {
        Answer signedIn = http.postForm(
                "/login",
                List.of("username", bob.name(), "password", TestUsers.PASSWORD),
                "Sec-Fetch-Site",
                "same-origin",
                "X-Forwarded-Proto",
                "https");

        assertThat(signedIn.header("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .startsWith("__Host-tollgate-sign-in-9443=")
                        .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/"));
    }

    @Test
    void signingOutEndsTheSession() {
        String cookie = cookie(signIn(""));

        assertThat(http.postForm("/logout", List.of(), "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(303);

        assertThat(http.get("/scim2/Me", "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void registrationTakesTheSessionFirstAndBasicWhereItHasEnded() {
        String cookie = cookie(signIn(""));

        assertThat(http.postJson(REGISTER, NEW_CLIENT, "Cookie", cookie, "Sec-Fetch-Site", "same-origin")
                        .text("appOwner"))
                .isEqualTo(bob.name());
        String[] basic = bob.basic();
        assertThat(http.postJson(REGISTER, NEW_CLIENT, "Cookie", "tollgate-sign-in-9443=ZXhwaXJlZA", basic[0], basic[1])
                        .status())
                .isEqualTo(200);
        String[] wrong = Http.basic(bob.name(), "wrong");
        assertThat(http.postJson(REGISTER, NEW_CLIENT, "Cookie", "tollgate-sign-in-9443=ZXhwaXJlZA", wrong[0], wrong[1])
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theTokenEndpointIgnoresTheSession() {
        TestClient client = TestUsers.client(bob, "client_credentials");
        String[] wrong = Http.basic(client.key(), "wrong");

        Answer answer = http.postForm(
                "/oauth2/token",
                List.of("grant_type", "client_credentials"),
                "Cookie",
                cookie(signIn("")),
                wrong[0],
                wrong[1]);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("error")).isEqualTo("invalid_client");
    }

    @Test
    void aChangeBySessionFromAnotherOriginIsForbidden() {
        String cookie = cookie(signIn(""));

        assertThat(http.postJson(REGISTER, NEW_CLIENT, "Cookie", cookie, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(http.postJson(REGISTER, NEW_CLIENT, "Cookie", cookie).status())
                .isEqualTo(403);
        assertThat(http.postForm(
                                "/login",
                                List.of("username", bob.name(), "password", TestUsers.PASSWORD),
                                "Origin",
                                "https://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y"
            })
    void signingInLeadsNowhereElse(String next) {
        assertThat(signIn(next).header("Location")).hasValue("/login");
    }

    @Test
    void aNameOnThePageIsText() {
        Answer page = http.postForm(
                "/login", List.of("username", "<script>\"x", "password", "wrong"), "Sec-Fetch-Site", "same-origin");

        assertThat(page.status()).isEqualTo(401);
        assertThat(page.body()).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void guessingIsSlowedAndNobodyIsLockedOutForGood() {
        TestClient client = TestUsers.client(bob, "password");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(token(client, "guess-" + i).status());
        }
        assertThat(statuses).startsWith(400, 400, 400, 400, 400).endsWith(429);

        Answer right = token(client, TestUsers.PASSWORD);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.header("Retry-After")).isPresent();
        assertThat(http.get("/scim2/Me", bob.basic()).status()).isEqualTo(429);

        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> token(client, TestUsers.PASSWORD).status() == 200);
    }

    @Test
    void guessesSentAllAtOnceAreCountedOneByOne() throws Exception {
        TestClient client = TestUsers.client(bob, "password");
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> guesses = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                String guess = "guess-" + i;
                guesses.add(executor.submit(() -> {
                    start.await();
                    return token(client, guess).status();
                }));
            }
            start.countDown();
        }

        int lookedAt = 0;
        for (Future<Integer> guess : guesses) {
            lookedAt += guess.get() == 400 ? 1 : 0;
        }
        // five are free; a sixth after the first pause of a second, should the sixty take so long
        assertThat(lookedAt).isBetween(5, 8);
    }

    private Answer token(TestClient client, String password) {
        return http.postForm(
                "/oauth2/token",
                List.of("grant_type", "password", "username", bob.name(), "password", password),
                client.basic());
    }

    private Answer signIn(String next) {
        return http.postForm(
                "/login",
                List.of("username", bob.name(), "password", TestUsers.PASSWORD, "next", next),
                "Sec-Fetch-Site",
                "same-origin");
    }

    private static String cookie(Answer answer) {
        return answer.header("Set-Cookie").orElseThrow().split(";")[0];
    }
}
