package dev.tollgate.allinone.operation;

import java.io.PrintStream;
import java.time.Duration;

/** Tells people what is going on, a line a step. */
final class Progress {

    private final PrintStream out;
    private final long began = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String text) {
        Duration passed = Duration.ofNanos(System.nanoTime() - began);
        out.println("%5.1f s  %s".formatted(passed.toMillis() / 1000.0, text));
    }

    void warn(String text) {
        out.println("tollgate: " + text);
    }
}
