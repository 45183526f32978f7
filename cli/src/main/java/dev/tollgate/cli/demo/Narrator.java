package dev.tollgate.cli.demo;

import dev.tollgate.cli.CommandFailure;
import dev.tollgate.cli.rest.Answer;
import dev.tollgate.cli.rest.Request;
import dev.tollgate.cli.rest.RestClient;
import java.io.PrintWriter;

/** Sends requests and tells them: a heading, the curl line, what came back. */
final class Narrator {

    private final RestClient client;
    private final PrintWriter out;
    private int steps;

    Narrator(RestClient client, PrintWriter out) {
        this.client = client;
        this.out = out;
    }

    void step(String heading) {
        steps++;
        out.printf("%n%d. %s%n", steps, heading);
    }

    void say(String line) {
        out.println("   " + line);
    }

    /** A look-up that people need not see. */
    Answer ask(Request request) {
        return successful(request, client.send(request));
    }

    /** Shows the curl line, sends the request, and goes on only when it succeeded. */
    Answer show(Request request) {
        return successful(request, tell(request));
    }

    /** Shows the curl line and hands back whatever came. */
    Answer tell(Request request) {
        out.println("   $ " + request.curl());
        return client.send(request);
    }

    /** Sends without a word, whatever comes back. */
    Answer send(Request request) {
        return client.send(request);
    }

    private static Answer successful(Request request, Answer answer) {
        if (answer.successful()) {
            return answer;
        }
        throw new CommandFailure(
                "the demo stopped",
                answer.reason() + "  (" + request.curl() + ")",
                "look at the services' logs with ./tollgate logs, then run ./tollgate demo again");
    }
}
