package dev.tollgate.publisher.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.platform.error.RefusedException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InertSvgTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<script xlink:href='https://evil.example/x.js'/>",
                "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
                "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='/x'/></foreignObject>",
                "<rect onload='alert(1)'/>",
                "<rect ONCLICK='alert(1)'/>",
                "<a xlink:href='javascript:alert(1)'><rect/></a>",
                "<use xlink:href='https://evil.example/x.svg#a'/>",
                "<use href='data:image/svg+xml;base64,PHN2Zy8+#a'/>",
                "<image href='http://169.254.169.254/'/>",
                "<animate attributeName='href' to='javascript:alert(1)'/>",
                "<set attributeName='onload' to='alert(1)'/>",
                "<style>@import url(https://evil.example/x.css);</style>",
                "<style>rect { fill: url( https://evil.example/x) }</style>",
                "<style><![CDATA[rect { fill: u\\72l(//evil.example) }]]></style>",
                "<rect style='fill: url(//evil.example/x)'/>",
                "<rect fill=\"url('https://evil.example/x')\"/>",
                "<style>a</style><style>b { background: URL(//evil.example) }</style>",
                "<style>a <g/> @import 'x'</style>",
                "<ev:listener xmlns:ev='http://www.w3.org/2001/xml-events' event='click'/>",
                "<?xml-stylesheet href='https://evil.example/x.css'?>",
                "<rect",
            })
    void whatRunsOrLeadsOutIsRefused(String drawing) {
        assertThatThrownBy(() -> check(svg(drawing))).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<path d='M0 0L1 1' fill='url(#g)' style='stroke: #fff; marker: url(\"#m\")'/>",
                "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient></defs>",
                "<g transform='rotate(45) scale(2)'><use xlink:href='#a'/></g>",
                "<style>.a { fill: red; clip-path: url(#c) }</style><text>#{7*7} one two</text>",
                "<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/></metadata>",
            })
    void whatOnlyDrawsIsTaken(String drawing) {
        check(svg(drawing));
    }

    @Test
    void entitiesAreNeitherReadNorMultiplied() {
        String file = "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + svg("<text>&x;</text>");
        assertThatThrownBy(() -> check(file)).isInstanceOf(RefusedException.class);
        var laughs = new StringBuilder("<!DOCTYPE svg [<!ENTITY a0 'ha'>");
        for (int i = 1; i < 40; i++) {
            laughs.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
        }
        String bomb = laughs + "]>" + svg("<text>&a39;</text>");
        assertThatThrownBy(() -> check(bomb)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> check(svg("<g>".repeat(5000) + "</g>".repeat(5000))))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> check("<html xmlns='http://www.w3.org/1999/xhtml'/>"))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void theKindIsWhatTheFirstBytesSay() {
        assertThat(Image.of("GIF89a and more".getBytes(StandardCharsets.ISO_8859_1))
                        .mediaType())
                .isEqualTo("image/gif");
        assertThat(Image.of("\uFEFF  <svg xmlns='http://www.w3.org/2000/svg'/>"
                                .replace("  ", "")
                                .getBytes(StandardCharsets.UTF_8))
                        .mediaType())
                .isEqualTo("image/svg+xml");
        assertThatThrownBy(() -> Image.of("RIFF....WEBP".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(RefusedException.class);
    }

    private static String svg(String drawing) {
        return "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>" + drawing
                + "</svg>";
    }

    private static void check(String svg) {
        InertSvg.check(svg.getBytes(StandardCharsets.UTF_8));
    }
}
