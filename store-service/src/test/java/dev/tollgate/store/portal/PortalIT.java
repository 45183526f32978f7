package dev.tollgate.store.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import dev.tollgate.store.testing.Visitor;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalIT {

    private static final RunningStore STORE = RunningStore.get();
    private static final String ISSUER = "&iss=https%3A%2F%2Flocalhost%3A9443";

    @Test
    void theCatalogueIsForEverybodyAndAVisitorWhoOnlyLooksGetsNoCookie() {
        String name = fresh("Weather");
        UUID api = OthersViews.api(name);
        Visitor visitor = visitor();
        var found = visitor.get("/store?q=" + name);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body()).contains(name, "/store/apis/" + api, "1 API", "Sign in");
        assertThat(visitor.get("/store?tag=tag-" + name).body()).contains("/store/apis/" + api);
        assertThat(visitor.get("/store?q=nonesuch" + name).body()).contains("Nothing found");
        var page = visitor.get("/store/apis/" + api);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "All about " + name,
                        "https://localhost:8243",
                        "/pets",
                        "5,000 calls a minute",
                        "Sign in to subscribe");
        assertThat(visitor.cookies()).isEmpty();
        var definition = visitor.get("/store/apis/" + api + "/definition");
        assertThat(definition.header("Content-Disposition")).startsWith("attachment");
        assertThat(definition.body()).contains("openapi").doesNotContain("backend.internal");
    }

    @Test
    void whatIsRestrictedIsAbsentForThoseItIsNotFor() {
        UUID api = OthersViews.api(fresh("Secret"), "PUBLISHED", "RESTRICTED", java.util.List.of("staff"));
        assertThat(visitor().get("/store/apis/" + api).status()).isEqualTo(404);
        assertThat(visitor().signedIn("bob").get("/store/apis/" + api).status()).isEqualTo(404);
        assertThat(visitor().signedIn("staff").get("/store/apis/" + api).status())
                .isEqualTo(200);
    }

    @Test
    void aSearchThatCannotBeReadSaysSoAtTheField() {
        var shown = visitor().get("/store?q=" + "a%20".repeat(12));
        assertThat(shown.status()).isEqualTo(400);
        assertThat(shown.body()).contains("q-problem", "more than 10 terms");
    }

    @Test
    void scriptsInNamesTextsAndTagsAreShownAsText() {
        UUID api = OthersViews.api(fresh("Hostile"));
        OthersViews.with(
                "publisher",
                database -> database.sql("UPDATE registry.published_apis_v1 SET name = ?, description = ?, tags = ?,"
                                + " business_information = ?::jsonb WHERE api_id = ?")
                        .params(
                                "<script>alert('name')</script>",
                                "**Bold** <script>alert('text')</script> [x](javascript:alert(1)) <img src=x"
                                        + " onerror=alert(1)>",
                                new String[] {"<script>alert('tag')</script>", "\"><b>tag"},
                                "{\"businessOwner\": \"<b>Eve</b>\", \"businessOwnerEmail\": \"javascript:alert(1)\"}",
                                api)
                        .update());
        for (String page : new String[] {"/store?q=script", "/store/apis/" + api}) {
            String body = visitor().get(page).body();
            assertThat(body)
                    .as(page)
                    .contains("&lt;script&gt;alert(")
                    .doesNotContainPattern("<script>alert|<img src=x|<b>");
            assertThat(body).doesNotContainPattern("<[^>]*(javascript:| onerror=)");
        }
        assertThat(visitor().get("/store/apis/" + api).body()).contains("<strong>Bold</strong>");
        assertThat(visitor()
                        .signedIn("bob")
                        .get("/store/apis/" + api + "/subscribe")
                        .body())
                .contains("&lt;script&gt;alert(")
                .doesNotContain("<script>alert");
    }

    @Test
    void everyPageSaysWhatItMayDoAndIsKeptByNobody() {
        for (String path : new String[] {"/store", "/store/nonesuch", "/store/sign-up", "/store/applications"}) {
            var shown = visitor().get(path);
            assertThat(shown.header("Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'self';")
                    .contains("frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(shown.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(shown.header("Cache-Control")).contains("no-store");
        }
        assertThat(visitor().get("/store").body()).doesNotContainPattern("(?i)(href|src)=\"(https?:)?//");
        assertThat(visitor().get("/store/nonesuch").status()).isEqualTo(404);
        assertThat(visitor().get("/store/nonesuch").header("Content-Type")).startsWith("text/html");
    }

    @Test
    void assetsAreServedAndKeptAndNothingElseOfTheClassPathIs() {
        var css = visitor().get("/store/assets/tabler-1.4.0/tabler.min.css");
        assertThat(css.status()).isEqualTo(200);
        assertThat(css.header("Cache-Control"))
                .contains("max-age=31536000", "immutable")
                .doesNotContain("no-store");
        var named = Pattern.compile("/store/assets/portal-[0-9a-f]+/portal.js")
                .matcher(visitor().get("/store").body());
        assertThat(named.find()).isTrue();
        assertThat(visitor().get(named.group()).status()).isEqualTo(200);
        for (String path : new String[] {
            "/webjars/htmx.org/2.0.10/dist/htmx.min.js",
            "/store/assets/tabler-1.4.0/../../store.yaml",
            "/store/assets/portal-1/nonesuch",
            "/store.yaml"
        }) {
            assertThat(visitor().get(path).status()).as(path).isIn(400, 404);
        }
    }

    @Test
    void whoIsNotSignedInIsAskedToAndComesBack() {
        var asked = visitor().get("/store/applications?x=1");
        assertThat(asked.status()).isEqualTo(302);
        assertThat(asked.location()).isEqualTo("/store/sign-in?next=%2Fstore%2Fapplications%3Fx%3D1");
        Visitor bob = visitor();
        var back = bob.signIn("bob", "/store/applications?x=1");
        assertThat(back.status()).isEqualTo(302);
        assertThat(back.location()).isEqualTo("/store/applications?x=1");
        assertThat(bob.get("/store/applications").body()).contains("bob", "Sign out");
    }

    @Test
    void signingInSendsTheBrowserToItsOwnAddressWithProofKeyStateAndNonce() {
        var begun = visitor().with(Map.of("X-Forwarded-Proto", "https")).get("/store/sign-in");
        assertThat(begun.location()).startsWith("/oauth2/authorize?");
        assertThat(Visitor.query(begun.location()))
                .containsEntry("client_id", "tollgate-store-portal")
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://127.0.0.1:" + STORE.port() + "/store/signed-in")
                .containsKeys("state", "nonce", "code_challenge")
                .hasEntrySatisfying("scope", scope -> assertThat(scope).contains("openid", "apim:subscribe"));
    }

    @Test
    void theSessionsCookieIsOutOfReach() {
        var plain = visitor().get("/store/sign-in").header("Set-Cookie");
        assertThat(plain)
                .startsWith("tollgate-store-" + STORE.port() + "=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/store")
                .doesNotContain("Secure");
        assertThat(visitor()
                        .with(Map.of("X-Forwarded-Proto", "https"))
                        .get("/store/sign-in")
                        .header("Set-Cookie"))
                .contains("Secure");
    }

    @Test
    void signingInChangesTheSessionAndItsEndIsTold() {
        Visitor eve = visitor();
        eve.get("/store/sign-up");
        String before = eve.cookies().toString();
        eve.signedIn("eve");
        String during = eve.cookies().toString();
        assertThat(during).isNotEqualTo(before);
        var out = eve.post("/store/sign-out", Map.of());
        assertThat(out.status()).isEqualTo(302);
        assertThat(out.location())
                .startsWith("/oauth2/logout?id_token_hint=")
                .contains("post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A" + STORE.port() + "%2Fstore");
        assertThat(STORE.signIn.ended("token-eve")).isTrue();
        assertThat(eve.get("/store").body()).contains("Sign in").doesNotContain("Sign out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "/store/../oauth2/token"})
    void afterSigningInOnlyPagesOfThePortalFollow(String next) {
        assertThat(visitor().signIn("bob", next).location()).isEqualTo("/store");
    }

    @Test
    void aSignInThatWasNotBegunHereIsRefused() {
        Visitor victim = visitor();
        Map<String, String> asked =
                Visitor.query(visitor().get("/store/sign-in").location());
        String code = STORE.signIn.code("mallory", asked);
        var injected = victim.get("/store/signed-in?code=" + code + "&state=" + asked.get("state") + ISSUER);
        assertThat(injected.status()).isEqualTo(400);
        assertThat(injected.body()).contains("You are not signed in");
        String ownCode = STORE.signIn.code(
                "mallory", Visitor.query(victim.get("/store/sign-in").location()));
        assertThat(victim.get("/store/signed-in?code=" + ownCode + "&state=wrong" + ISSUER)
                        .status())
                .as("a code that would be taken, with another state")
                .isEqualTo(400);
        assertThat(victim.get("/store").body()).doesNotContain("mallory");
    }

    @Test
    void codesOfOthersTokensOfOthersAndOtherIssuersAreRefused() {
        Visitor visitor = visitor();
        Map<String, String> asked = Visitor.query(visitor.get("/store/sign-in").location());
        String anotherNonce = STORE.signIn.code("bob", changed(asked, "nonce", "another"));
        assertThat(visitor.get("/store/signed-in?code=" + anotherNonce + "&state=" + asked.get("state") + ISSUER)
                        .status())
                .isEqualTo(400);
        asked = Visitor.query(visitor.get("/store/sign-in").location());
        String anotherChallenge = STORE.signIn.code("bob", changed(asked, "code_challenge", "another"));
        assertThat(visitor.get("/store/signed-in?code=" + anotherChallenge + "&state=" + asked.get("state") + ISSUER)
                        .status())
                .isEqualTo(400);
        asked = Visitor.query(visitor.get("/store/sign-in").location());
        assertThat(visitor.get("/store/signed-in?code=" + STORE.signIn.code("bob", asked) + "&state="
                                + asked.get("state") + "&iss=https%3A%2F%2Fevil.example")
                        .status())
                .isEqualTo(400);
        assertThat(visitor.get("/store").body()).doesNotContain("Sign out");
    }

    @Test
    void aFormFromElsewhereOrWithoutItsTokenChangesNothing() {
        Visitor bob = visitor().signedIn("bob");
        String name = fresh("forged");
        Map<String, String> form = Map.of("name", name, "throttlingPolicy", "Unlimited");
        assertThat(bob.postAsIs("/store/applications", form).status()).isEqualTo(403);
        assertThat(bob.postAsIs("/store/applications", changed(form, "_csrf", "guessed"))
                        .status())
                .isEqualTo(403);
        assertThat(bob.with(Map.of("Origin", "https://evil.example"))
                        .post("/store/applications", form)
                        .status())
                .isEqualTo(403);
        assertThat(bob.with(Map.of("Origin", "null"))
                        .post("/store/applications", form)
                        .status())
                .isEqualTo(403);
        assertThat(bob.with(Map.of("Sec-Fetch-Site", "cross-site"))
                        .post("/store/applications", form)
                        .status())
                .isEqualTo(403);
        assertThat(bob.with(Map.of("Authorization", "Basic Ym9iOnNlY3JldA=="))
                        .postAsIs("/store/applications", form)
                        .status())
                .isEqualTo(403);
        bob.with(Map.of());
        assertThat(bob.get("/store/applications").body()).doesNotContain(name);
        assertThat(bob.with(Map.of("Sec-Fetch-Site", "same-origin", "Origin", "http://127.0.0.1:" + STORE.port()))
                        .post("/store/applications", form)
                        .status())
                .isEqualTo(302);
    }

    @Test
    void aCredentialThatTheBrowserSendsByItselfIsNoSession() {
        assertThat(visitor()
                        .with(Map.of("Authorization", "Basic Ym9iOnNlY3JldA=="))
                        .get("/store/applications")
                        .location())
                .startsWith("/store/sign-in");
    }

    @Test
    void aSessionWhoseTokenIsRevokedIsOver() {
        Visitor gone = visitor();
        gone.signIn("gone", "/store");
        STORE.signIn.end("token-gone");
        assertThat(gone.get("/store/applications").location()).isEqualTo("/store/applications");
        assertThat(gone.get("/store/applications").location()).startsWith("/store/sign-in?next=");
        assertThat(gone.get("/store").status()).isEqualTo(200);
    }

    @Test
    void whoMayNotSubscribeIsToldSo() {
        var shown = visitor().signedIn("nobody").get("/store/applications");
        assertThat(shown.status()).isEqualTo(403);
        assertThat(shown.body()).contains("Not allowed");
    }

    @Test
    void aNewcomerSignsUpAndProblemsStandAtTheirFields() {
        Visitor newcomer = visitor();
        assertThat(newcomer.get("/store/sign-up?next=//evil.example").body())
                .contains("Create your account")
                .doesNotContain("evil.example");
        String name = fresh("dora");
        var unequal = newcomer.post(
                "/store/sign-up", Map.of("username", name, "password", "long enough", "repeated", "other"));
        assertThat(unequal.status()).isEqualTo(400);
        assertThat(unequal.body())
                .contains("repeated-problem", "not the same", name)
                .doesNotContain("long enough");
        var weak = newcomer.post("/store/sign-up", Map.of("username", name, "password", "short", "repeated", "short"));
        assertThat(weak.body()).contains("password-problem", "8 characters or more");
        var good = newcomer.post(
                "/store/sign-up",
                Map.of(
                        "username",
                        name,
                        "password",
                        "long enough",
                        "repeated",
                        "long enough",
                        "next",
                        "/store/apis/7"));
        assertThat(good.location()).isEqualTo("/store/sign-in?next=%2Fstore%2Fapis%2F7");
        newcomer.get("/store/sign-up");
        assertThat(newcomer.post(
                                "/store/sign-up",
                                Map.of("username", name, "password", "long enough", "repeated", "long enough"))
                        .body())
                .contains("username-problem", "taken");
    }

    private static Map<String, String> changed(Map<String, String> fields, String field, String value) {
        var changed = new java.util.HashMap<>(fields);
        changed.put(field, value);
        return changed;
    }

    private static Visitor visitor() {
        return new Visitor(STORE);
    }

    static String fresh(String word) {
        return word + System.nanoTime();
    }
}
