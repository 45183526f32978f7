package dev.tollgate.acceptance.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One window of the browser, which notes what no page should do: errors on the console, requests to anybody else. */
final class Window implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int WIDE = 1280;
    private static final int NARROW = 360;
    private static final int MOST_TABS = 120;

    private final BrowserContext context;
    private final Page page;
    private final String front;
    private final List<String> complaints = new ArrayList<>();

    Window(Browser browser, String front, boolean scripts) {
        this.front = front;
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(WIDE, 900)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setJavaScriptEnabled(scripts));
        this.page = context.newPage();
        page.setDefaultTimeout(30_000);
        page.onConsoleMessage(message -> {
            // a form that is refused is an answer, which Chromium logs all the same
            boolean refusedForm = message.text().contains("status of 400")
                    && message.location().startsWith(page.url());
            if (message.type().equals("error") && !refusedForm) {
                complaints.add("console on " + page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add("script on " + page.url() + ": " + error));
        page.onRequest(request -> {
            URI address = URI.create(request.url().replaceFirst("[?#].*", ""));
            if (!"data".equals(address.getScheme()) && !request.url().startsWith(front + "/")) {
                complaints.add("request of " + page.url() + " to " + request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    void open(String path) {
        page.navigate(front + path);
    }

    /** Looks at the page light and dark, wide and narrow; keeps a picture of each. */
    void inspect(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            String look = scheme.name().toLowerCase(java.util.Locale.ROOT);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            picture(name + "-" + look);
            var findings = new AxeBuilder(page)
                    .analyze().getViolations().stream()
                            .filter(finding ->
                                    List.of("serious", "critical").contains(String.valueOf(finding.getImpact())))
                            .map(finding -> finding.getId() + " "
                                    + finding.getNodes().stream()
                                            .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                            .toList())
                            .toList();
            assertThat(findings).as("axe, " + name + ", " + look).isEmpty();
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(NARROW, 740);
        picture(name + "-narrow");
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as(name + " is wider than " + NARROW + " px")
                .isLessThanOrEqualTo(NARROW);
        page.setViewportSize(WIDE, 900);
    }

    /** Goes on by the Tab key until the element has the focus. */
    void tabTo(String selector) {
        for (int pressed = 0; pressed < MOST_TABS; pressed++) {
            if (Boolean.TRUE.equals(page.evaluate(
                    "s => document.activeElement !== null && document.activeElement.matches(s)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key does not reach " + selector + " on " + page.url());
    }

    void type(String selector, String text) {
        tabTo(selector);
        page.keyboard().press("Control+A");
        page.keyboard().type(text);
    }

    /** The Enter key, and the page it leads to. */
    void enter(String selector) {
        tabTo(selector);
        page.evaluate("window.before = true");
        page.keyboard().press("Enter");
        page.waitForCondition(this::anotherPage);
    }

    private boolean anotherPage() {
        try {
            return Boolean.TRUE.equals(
                    page.evaluate("window.before === undefined && document.readyState === 'complete'"));
        } catch (PlaywrightException onItsWay) { // the page that was asked is gone
            return false;
        }
    }

    void complainsOfNothing() {
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }
}
