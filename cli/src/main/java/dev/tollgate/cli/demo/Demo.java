package dev.tollgate.cli.demo;

import dev.tollgate.cli.CommandFailure;
import dev.tollgate.cli.installation.Installation;
import dev.tollgate.cli.rest.Answer;
import dev.tollgate.cli.rest.Request;
import dev.tollgate.cli.rest.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The main job from one end to the other: publish, subscribe, token, invoke, and a 429. */
final class Demo {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int QUOTA = 5;

    /** A subscription is known to every gateway within a second; twice that is waited. */
    private static final Duration SPREAD = Duration.ofSeconds(2);

    private final Installation installation;
    private final Narrator narrator;
    private final DemoVariables variables;

    Demo(Installation installation, Narrator narrator, DemoVariables variables) {
        this.installation = installation;
        this.narrator = narrator;
        this.variables = variables;
    }

    void run() throws IOException {
        var administrator = installation.administrator();
        Secret password = variables.keep("ADMIN_PASSWORD", administrator.password());
        narrator.say("To run the lines below by hand:  . " + variables.file());
        Provider provider = new Provider(installation, narrator, administrator.userName(), password);
        provider.offerTier();
        String apiId = provider.publish();
        Secret token = Subscriber.register(installation, narrator, variables).subscribe(apiId);
        invoke(token);
        exceed(token);
        narrator.say("");
        narrator.say(
                "Done. Store: " + installation.front() + "/store  Publisher: " + installation.front() + "/publisher");
    }

    private void invoke(Secret token) {
        narrator.step("Call the API through the gateway");
        Answer answer = narrator.tell(call(0, token));
        long deadline = System.nanoTime() + SPREAD.toNanos();
        while ((answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN) && System.nanoTime() < deadline) {
            pause(Duration.ofMillis(100));
            answer = narrator.send(call(0, token));
        }
        if (answer.status() == TOO_MANY) {
            narrator.say("429: the quota of an earlier run is not free again yet, waiting for it");
            pause(Duration.ofSeconds(11));
            answer = narrator.send(call(0, token));
        }
        if (!answer.successful()) {
            throw new CommandFailure(
                    "the gateway refused the call", answer.reason(), "look at its log with ./tollgate logs gateway");
        }
        narrator.say("200 " + answer.body().strip());
    }

    private void exceed(Secret token) {
        narrator.step("Call on, faster than the tier allows");
        narrator.say("$ " + call(0, token).curl());
        for (int i = 1; i <= 2 * QUOTA; i++) {
            Answer answer = narrator.send(call(i, token));
            narrator.say(answer.status()
                    + answer.header("RateLimit")
                            .map(limit -> "  RateLimit: " + limit)
                            .orElse(""));
            if (answer.status() == TOO_MANY) {
                narrator.say("Retry-After: " + answer.header("Retry-After").orElse("") + "  "
                        + answer.body().strip());
                return;
            }
        }
        throw new CommandFailure(
                "no 429",
                2 * QUOTA + " calls passed on a quota of " + QUOTA + " in ten seconds",
                "see whether the traffic manager runs: ./tollgate status");
    }

    private Request call(int number, Secret token) {
        List<String> gateways = installation.gateways();
        String gateway = gateways.get(number % gateways.size());
        return Request.get(gateway + "/petstore/1.0.0/pets").bearer(token);
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", "waiting for the gateway", "run ./tollgate demo again");
        }
    }
}
