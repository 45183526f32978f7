package dev.tollgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TollgateCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownCommandIsNotUnderstood() {
        assertThat(run("publish-everything")).isEqualTo(2);
        assertThat(err.toString()).contains("publish-everything");
    }

    @Test
    void helpNamesTheCommandsThatExist() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "db", "certs");
    }

    @Test
    void demoWithoutAnInstallationSaysWhatWhyAndWhatNext(@TempDir Path empty) {
        assertThat(run("demo", "--data", empty.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("no running installation")
                .contains(empty.resolve("run/tollgate.json").toString())
                .contains("next: start one with ./tollgate up")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    private int run(String... arguments) {
        return TollgateCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
