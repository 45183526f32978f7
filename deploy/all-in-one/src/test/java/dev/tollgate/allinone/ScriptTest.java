package dev.tollgate.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script says by itself, before any Java runs. */
class ScriptTest {

    @TempDir
    Path directory;

    @Test
    void withoutACommandItShowsItsUsage() throws Exception {
        Script.Outcome outcome = Script.run();
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("Usage: tollgate COMMAND");
        assertThat(Script.run("--help").out()).contains("--gateways N");
    }

    @Test
    void anUnknownOptionIsNotUnderstood() throws Exception {
        Script.Outcome outcome = Script.run("up", "--colour", "red");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("tollgate: up has no option --colour: see ./tollgate --help\n");
        assertThat(Script.run("up", "--gateways").err()).isEqualTo("tollgate: --gateways needs a value\n");
    }

    @Test
    void anOldJavaAloneIsNotEnough() throws Exception {
        Path old = jdk("jdk-17", "17.0.15");
        Script.Outcome outcome = Script.run(
                Map.of("JAVA_HOME", old.toString(), "PATH", "/usr/bin:/bin", "TOLLGATE_JVMS", directory + "/none"),
                "up",
                "--data",
                directory.toString());
        // a newer one on the PATH of this machine would be taken, and is as good
        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.err()).contains("tollgate: ");
        assertThat(outcome.err()).doesNotContain("Exception");
        if (outcome.err().contains("Java 21")) {
            assertThat(outcome.err()).contains("only 17 was found").contains("install a newer JDK");
        }
    }

    @Test
    void logsOfNothingAreNotThere() throws Exception {
        Script.Outcome outcome =
                Script.run("logs", "--data", directory.resolve("nothing here").toString());
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains("There are no logs in").contains("nothing here");
    }

    @Test
    void aBuildSaysWhichModuleItIsAtAndWhyItFailed() throws Exception {
        Script.Outcome outcome = upWithMaven("""
            echo '[INFO] Building Front: pattern 1, small 0.1.0-SNAPSHOT          [3/13]'
            echo '[INFO] Building jar: /somewhere/front.jar'
            echo '[ERROR] no room'
            exit 1
            """);
        assertThat(outcome.err())
                .startsWith("Building (once; a few minutes) ...\n  [3/13] Front: pattern 1, small\n[ERROR] no room\n"
                        + "tollgate: The build failed, see above");
        assertThat(outcome.status()).isEqualTo(1);
    }

    /** Maven resets the terminal's colours last, without ending the line. */
    @Test
    void aBuildThatWentWellIsNotTakenForFailed() throws Exception {
        Script.Outcome outcome = upWithMaven("printf '[INFO] BUILD SUCCESS\\n\\033[0m\\033[0m'\n");
        assertThat(outcome.err()).startsWith("Building").doesNotContain("The build failed");
    }

    /** {@code up} in a checkout of which nothing is built, with a Maven that does just this. */
    private Script.Outcome upWithMaven(String commands) throws Exception {
        Path checkout = Files.createDirectory(directory.resolve("check out"));
        Path script = Files.copy(Script.FILE, checkout.resolve("tollgate"), StandardCopyOption.COPY_ATTRIBUTES);
        Path maven = Files.writeString(directory.resolve("mvn"), "#!/bin/sh\n" + commands);
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        return Script.run(
                script,
                Map.of("PATH", directory + ":" + System.getenv("PATH"), "TOLLGATE_BUILD", ""),
                "up",
                "--data",
                directory.resolve("data").toString());
    }

    /** A directory that looks like a JDK and cannot run anything. */
    private Path jdk(String name, String version) throws Exception {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nexit 70\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }
}
