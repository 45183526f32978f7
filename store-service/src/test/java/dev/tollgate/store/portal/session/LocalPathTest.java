package dev.tollgate.store.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/store", "/store?q=a%20b&tag=x", "/store/apis/7", "/store/applications/7/usage?by=day"})
    void aPathOfThePortalIsWhereItGoes(String path) {
        assertThat(LocalPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "https://evil.example/store",
                "/store//evil.example",
                "/\\evil.example",
                "/store\\..\\x",
                "/store/../oauth2/authorize",
                "/storefront",
                "javascript:alert(1)",
                "/store/a b",
                "/store/\r\nSet-Cookie: a=b",
                "/oauth2/authorize?redirect_uri=x"
            })
    void anythingElseLeadsToTheStart(String path) {
        assertThat(LocalPath.of(path)).isEqualTo("/store");
    }

    @Test
    void noPathLeadsToTheStart() {
        assertThat(LocalPath.of(null)).isEqualTo("/store");
    }
}
