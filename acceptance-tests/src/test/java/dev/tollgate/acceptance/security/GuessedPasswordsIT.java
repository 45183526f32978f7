package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.OAuthClient;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnTollgate
@Tag("A4")
class GuessedPasswordsIT {

    /** The longest pause is half a minute. */
    private static final Duration LOCK_OUT = Duration.ofSeconds(60);

    private final People people;

    GuessedPasswordsIT(People people) {
        this.people = people;
    }

    @Test
    void guessesAreSlowedAndTheUserIsNotLockedOutForGood() {
        Person dave = people.administrator().user("dave", "Internal/subscriber");
        OAuthClient client = people.carol().application().keys("password").client();
        List<Integer> statuses = new ArrayList<>();
        for (int guess = 0; guess < 20; guess++) {
            statuses.add(client.password(dave.userName(), "Guess1!" + guess, "")
                    .expect(400, 429)
                    .status());
        }
        assertThat(statuses).startsWith(400).contains(429).endsWith(429);

        Answer right = client.password(dave.userName(), dave.password(), "").expect(429);
        assertThat(right.header("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 60));

        await().atMost(LOCK_OUT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        client.password(dave.userName(), dave.password(), "").status() == 200);
    }
}
