package dev.tollgate.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstCallTest {

    @Test
    void whatAProviderWritesStaysOneWordOfTheShell() {
        assertThat(FirstCall.quoted("http://localhost/a")).isEqualTo("'http://localhost/a'");
        assertThat(FirstCall.quoted("/a';rm -rf $(x) #")).isEqualTo("'/a'\\'';rm -rf $(x) #'");
    }
}
