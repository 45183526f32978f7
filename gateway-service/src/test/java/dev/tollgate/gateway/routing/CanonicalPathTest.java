package dev.tollgate.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {

    @Test
    void aPlainPathIsItsOwnCanonicalForm() {
        String path = "/a/b-c_d.e~f/g:h@i!$&'()*+,=/";
        assertThat(CanonicalPath.of(path)).isSameAs(path);
        assertThat(CanonicalPath.of("/")).isEqualTo("/");
        assertThat(CanonicalPath.of("/...")).isEqualTo("/...");
        assertThat(CanonicalPath.of("/a/.well-known/b..c")).isEqualTo("/a/.well-known/b..c");
    }

    @ParameterizedTest
    @CsvSource({"/%61dmin,/admin", "/a%2Db,/a-b", "/a%c3%a9,/a%C3%A9", "/a%20b,/a%20b", "/a%3bb,/a%3Bb"})
    void encodingsHaveOneForm(String raw, String canonical) {
        assertThat(CanonicalPath.of(raw)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "//",
                "//a",
                "/a//b",
                "/a//",
                "/.",
                "/..",
                "/a/.",
                "/a/..",
                "/a/../b",
                "/a/./b",
                "/a/%2e%2e/b",
                "/a/.%2E/b",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a%00",
                "/a%0ab",
                "/a%7f",
                "/a%2",
                "/a%",
                "/a%zz",
                "/a%252e",
                "/a;b",
                "/a/..;/b",
                "/a b",
                "/é",
                "/a?b",
                "/a#b",
                "/a%2e%2e%2fb",
                "/%2e",
                "/a/%2e",
                "/%2F%2Fa"
            })
    void whatCanBeReadInTwoWaysIsRefused(String raw) {
        assertThat(CanonicalPath.of(raw)).isNull();
    }
}
