package dev.tollgate.store.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    private final Markdown markdown = new Markdown();

    @Test
    void markdownIsRenderedAndHeadingsStandUnderThePages() {
        assertThat(markdown.html("# Pets\n\n**All** about [pets](https://pets.example)\n\n- one\n- two"))
                .contains("<h2>Pets</h2>", "<strong>All</strong>", "https://pets.example", "<li>one</li>")
                .doesNotContain("<h1>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[x](javascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "![x](https://evil.example/pixel.png)",
                "<a href=\"https://x.example\" onclick=\"alert(1)\">x</a>",
                "<style>body{display:none}</style>",
                "<iframe src=\"https://evil.example\"></iframe>"
            })
    void nothingComesOutThatABrowserRunsOrFetches(String hostile) {
        assertThat(markdown.html(hostile))
                .doesNotContainPattern("(?i)<(script|img|style|iframe)")
                .doesNotContainPattern("(?i)<[^>]*(javascript:|data:| on[a-z]+=)");
    }
}
