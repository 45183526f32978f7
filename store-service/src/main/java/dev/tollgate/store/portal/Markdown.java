package dev.tollgate.store.portal;

import java.util.regex.Pattern;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.springframework.stereotype.Component;

/** Providers' texts: Markdown in, harmless HTML out. HTML in the text is shown as text, and what comes out is sanitised all the same. */
@Component("markdown")
class Markdown {

    private static final PolicyFactory ALLOWED = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "hr",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "em",
                    "strong",
                    "code",
                    "pre",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "a")
            .allowUrlProtocols("http", "https", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("start")
            .matching(Pattern.compile("\\d{1,6}"))
            .onElements("ol")
            .requireRelNofollowOnLinks()
            .toFactory();

    private final Parser parser = Parser.builder().maxOpenBlockParsers(50).build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    /** HTML without scripts, styles, pictures, or anything that is fetched. A page's own headings stand above the text's. */
    public String html(String text) {
        String rendered = renderer.render(parser.parse(text));
        return ALLOWED.sanitize(rendered.replace("<h1>", "<h2>").replace("</h1>", "</h2>"));
    }
}
