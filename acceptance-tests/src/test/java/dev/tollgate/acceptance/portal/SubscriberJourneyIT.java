package dev.tollgate.acceptance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.Names;
import dev.tollgate.acceptance.people.People;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A newcomer at the Store's pages, from the catalogue to calls that pass. */
@OnTollgate
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriberJourneyIT {

    private static final Pattern CURL = Pattern.compile("curl -H 'Authorization: Bearer ([^']+)' '([^']+)'");
    private static final String SCRIPT = "<script>document.title = 'taken over'</script>";

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;
    private @Nullable Chromium opened;
    private @Nullable Api published;

    SubscriberJourneyIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
    }

    @BeforeAll
    void publish() {
        opened = Chromium.open();
        published = people.alice()
                .publish(ApiDraft.on(backend.url())
                        .with(
                                "description",
                                "Answers with **what it was sent**.\n\n- every verb\n- every path\n\nTried with "
                                        + SCRIPT + " too.")
                        .with("tags", List.of("echo", "for trying"))
                        .with(
                                "operations",
                                List.of(
                                        ApiDraft.operation("GET", "/anything"),
                                        ApiDraft.operation("POST", "/orders/{id}"))));
    }

    @AfterAll
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    @Tag("J2")
    @Tag("A22")
    void aNewcomerGetsFromTheCatalogueToACurlLineThatWorksByMouse() {
        try (Window window = window(true)) {
            Page page = window.page();
            window.open("/");
            assertThat(page.url()).endsWith("/store");
            window.inspect("catalogue");
            String wanted = api().name();
            page.fill("#q", wanted);
            page.waitForURL(url -> url.contains("q=" + wanted));
            page.waitForCondition(() -> page.locator("#results article").count() == 1);
            window.inspect("search");
            page.click("text=" + api().name());
            assertThat(page.textContent("main")).contains(SCRIPT, "/anything", "Sign in to subscribe");
            assertThat(page.title()).startsWith(api().name());
            window.inspect("api-signed-out");

            String name = Names.fresh("dora");
            String password = Names.password();
            page.click("text=Sign up");
            page.click("button:has-text('Sign up')");
            assertThat(page.textContent("#password-problem")).contains("Choose a password");
            window.inspect("sign-up-problems");
            page.fill("#username", name);
            page.fill("#password", password);
            page.fill("#repeated", password);
            page.click("button:has-text('Sign up')");
            signIn(page, name, password);
            assertThat(page.textContent("header")).contains(name);

            window.open("/store/applications");
            window.inspect("applications-none");
            window.open("/store/apis/" + api().id());
            page.click("text=Subscribe");
            window.inspect("subscribe");
            page.check("input[value=Bronze]");
            page.fill("#name", "Dora's first application");
            page.click("text=Subscribe and get a token");
            String curl = page.textContent("#curl").strip();
            window.inspect("subscribed");
            assertThat(page.textContent("main")).contains("Bronze");
            works(curl);

            page.click("text=To the application");
            window.inspect("application");
            page.click("text=Generate a token");
            works(page.textContent("#curl").strip());
            page.click("text=New secret");
            window.inspect("question");
            page.click("button:has-text('Make a new secret')");
            assertThat(page.textContent("#consumer-secret").strip()).isNotEmpty();
            page.selectOption("select[name=tier]", "Gold");
            page.click("button[aria-label^='Change the tier']");
            assertThat(page.textContent("[role=status]")).contains("tier is changed");
            page.click("text=Usage");
            window.inspect("usage");
            page.click("nav >> text=Applications");
            window.inspect("applications");
            page.click("text=New application");
            window.inspect("application-form");
            page.click("summary:has-text('" + name + "')");
            page.click("button:has-text('Sign out')");
            page.waitForURL(url -> url.endsWith("/store"));
            assertThat(page.textContent("header")).contains("Sign in").doesNotContain(name);
            page.click("header >> text=Sign in");
            assertThat(page.locator("input[name=password]").count())
                    .as("signed out everywhere")
                    .isEqualTo(1);
            window.complainsOfNothing();
        }
    }

    @Test
    @Tag("J2")
    void theSameByTheKeyboardAlone() {
        try (Window window = window(true)) {
            Page page = window.page();
            String name = Names.fresh("erik");
            String password = Names.password();
            window.open("/store");
            window.enter("a[href='/store/sign-up']");
            window.type("#username", name);
            window.type("#password", password);
            window.type("#repeated", password);
            window.enter("main button[type=submit]");
            window.type("#username", name);
            window.type("#password", password);
            window.enter("button[type=submit]");
            page.waitForURL(url -> url.endsWith("/store"));
            window.type("#q", api().name());
            page.waitForCondition(() -> page.locator("#results article").count() == 1);
            window.enter("#results a.cover");
            window.enter("a[href$='/subscribe']");
            window.tabTo("input[name=throttlingPolicy]");
            page.keyboard().press("ArrowDown");
            window.type("#name", "By keyboard");
            window.enter("main button[type=submit]");
            works(page.textContent("#curl").strip());
            window.tabTo(".menu > summary");
            page.keyboard().press("Enter");
            window.enter(".menu button[type=submit]");
            page.waitForURL(url -> url.endsWith("/store"));
            window.complainsOfNothing();
        }
    }

    @Test
    @Tag("J2")
    void theSameWithoutScripts() {
        try (Window window = window(false)) {
            Page page = window.page();
            String name = Names.fresh("fay");
            String password = Names.password();
            window.open("/store");
            page.fill("#q", api().name());
            page.click("button:has-text('Search')");
            page.click("text=" + api().name());
            page.click("text=Sign up");
            page.fill("#username", name);
            page.fill("#password", password);
            page.fill("#repeated", password);
            page.click("main button[type=submit]");
            signIn(page, name, password);
            window.open("/store/apis/" + api().id() + "/subscribe");
            page.click("text=Subscribe and get a token");
            works(page.textContent("#curl").strip());
            window.complainsOfNothing();
        }
    }

    @Test
    @Tag("A20")
    void formsFromElsewhereAreRefusedAndTheSessionIsOutOfReach() {
        try (Window window = window(true)) {
            Page page = window.page();
            var bob = people.bob().person();
            window.open("/store/sign-in?next=//evil.example");
            signIn(page, bob.userName(), bob.password());
            assertThat(page.url()).isEqualTo(installation.addresses().front() + "/store");
            var cookie = window.context().cookies().stream()
                    .filter(found -> found.name.startsWith("tollgate-store-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(cookie.name)
                    .endsWith("-" + URI.create(installation.addresses().front()).getPort());
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).isIn(SameSiteAttribute.LAX, SameSiteAttribute.STRICT);
            window.open("/store/applications/new");
            String token = page.inputValue("input[name=_csrf] >> nth=0");
            String name = Names.fresh("forged");
            for (Map.Entry<String, String> forged :
                    Map.of("", "", token, "https://evil.example", "guessed", "").entrySet()) {
                APIResponse refused = page.request()
                        .post(
                                installation.addresses().front() + "/store/applications",
                                options(forged.getValue())
                                        .setForm(FormData.create()
                                                .set("name", name)
                                                .set("throttlingPolicy", "Unlimited")
                                                .set("_csrf", forged.getKey())));
                assertThat(refused.status()).isEqualTo(403);
            }
            window.open("/store/applications");
            assertThat(page.textContent("main")).doesNotContain(name);
            Answer overTls = installation
                    .http()
                    .send(HttpRequest.newBuilder(
                                    URI.create(installation.addresses().frontTls() + "/store/sign-in"))
                            .build());
            assertThat(overTls.header("Set-Cookie"))
                    .hasValueSatisfying(value -> assertThat(value).contains("Secure", "HttpOnly", "SameSite=Lax"));
            assertThat(overTls.header("Content-Security-Policy"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("default-src 'self'"));
            assertThat(overTls.header("Location"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("/oauth2/authorize?"));
        }
    }

    private Api api() {
        return Objects.requireNonNull(published);
    }

    private static RequestOptions options(String origin) {
        RequestOptions options = RequestOptions.create().setMaxRedirects(0);
        return origin.isEmpty() ? options : options.setHeader("Origin", origin);
    }

    /** At the Key Manager's page. */
    private static void signIn(Page page, String name, String password) {
        page.fill("input[name=username]", name);
        page.fill("input[name=password]", password);
        page.click("button[type=submit]");
        page.waitForURL(url -> url.contains("/store"));
    }

    /** Gateways hear of a subscription within a second. */
    private void works(String curl) {
        Matcher line = CURL.matcher(curl);
        assertThat(line.matches()).as(curl).isTrue();
        Authorization token = Authorization.bearer(line.group(1));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                installation.rest(line.group(2), token).get("").status())
                        .isEqualTo(200));
    }

    private Window window(boolean scripts) {
        return new Window(
                Objects.requireNonNull(opened).browser(),
                installation.addresses().front(),
                scripts);
    }
}
