package dev.tollgate.store.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatingIT {

    private static final RunningStore STORE = RunningStore.get();

    private final String name = "Rated" + System.nanoTime();
    private final String api = "/apis/" + OthersViews.api(name);

    @Test
    void everyUserHasOneRatingAndTheAverageIsShownEverywhere() {
        assertThat(STORE.get("", api + "/ratings").text("/avgRating")).isEqualTo("0.0");
        assertThat(STORE.put("bob", api + "/user-rating", Map.of("rating", 2)).text("/rating"))
                .isEqualTo("2");
        assertThat(STORE.put("bob", api + "/user-rating", Map.of("rating", 4)).text("/rating"))
                .isEqualTo("4");
        assertThat(STORE.put("carol", api + "/user-rating", Map.of("rating", 5)).status())
                .isEqualTo(200);

        var ratings = STORE.get("bob", api + "/ratings?limit=1");
        assertThat(ratings.text("/avgRating")).isEqualTo("4.5");
        assertThat(ratings.text("/userRating")).isEqualTo("4");
        assertThat(ratings.text("/count")).isEqualTo("1");
        assertThat(ratings.text("/pagination/total")).isEqualTo("2");
        assertThat(ratings.text("/list/0/ratedBy")).isEqualTo("carol");
        assertThat(STORE.get("", api + "/ratings").text("/userRating")).isEqualTo("0");
        assertThat(STORE.get("", api).text("/avgRating")).isEqualTo("4.5");
        assertThat(STORE.get("", "/apis?query=name:" + name).text("/list/0/avgRating"))
                .isEqualTo("4.5");
        assertThat(STORE.get("carol", api + "/user-rating").text("/rating")).isEqualTo("5");

        assertThat(STORE.delete("carol", api + "/user-rating").status()).isEqualTo(200);
        assertThat(STORE.get("carol", api + "/user-rating").text("/rating")).isEqualTo("0");
        assertThat(STORE.get("", api + "/ratings").text("/avgRating")).isEqualTo("4.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rating\":0}", "{\"rating\":6}", "{\"rating\":2.5}", "{\"rating\":\"much\"}", "{}"})
    void onlyWholeNumbersFromOneToFiveAreRatings(String body) {
        assertThat(STORE.put("bob", api + "/user-rating", body).status()).isEqualTo(400);
        assertThat(STORE.get("bob", api + "/ratings").text("/pagination/total")).isEqualTo("0");
    }

    @Test
    void onlyUsersRate() {
        var rating = Map.of("rating", 3);
        assertThat(STORE.put("", api + "/user-rating", rating).status()).isEqualTo(401);
        assertThat(STORE.put("nobody", api + "/user-rating", rating).status()).isEqualTo(403);
        assertThat(STORE.send("", "PUT", api + "/user-rating", rating, Map.of("Authorization", "Bearer client"))
                        .status())
                .isEqualTo(403);
    }
}
