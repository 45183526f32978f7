package dev.tollgate.store.rating;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.auth.Scopes;
import dev.tollgate.platform.paging.Listing;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.store.application.Applications;
import dev.tollgate.store.catalogue.Catalogue;
import dev.tollgate.store.request.Field;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ratings of an API, everybody's and one's own. */
@RestController
@RequestMapping("/api/am/devportal/v3/apis/{apiId}")
class RatingController {

    private static final int MOST_STARS = 5;

    private final Catalogue catalogue;
    private final Ratings ratings;

    RatingController(Catalogue catalogue, Ratings ratings) {
        this.catalogue = catalogue;
        this.ratings = ratings;
    }

    /**
     * Devportal's Rating.
     *
     * @param rating 1 to 5, or 0 where the caller has not rated yet
     */
    record View(@Nullable String ratingId, String apiId, String ratedBy, int rating) {

        static View of(Rating rating) {
            return new View(rating.id().toString(), rating.apiId().toString(), rating.ratedBy(), rating.stars());
        }
    }

    /**
     * Devportal's RatingList.
     *
     * @param userRating the caller's own, 0 where there is none
     */
    record Views(String avgRating, int userRating, int count, List<View> list, Listing.Pagination pagination) {}

    /** Body of PUT: the rating, a whole number. */
    record Request(@Nullable Double rating) {}

    @Anyone
    @GetMapping("/ratings")
    Views list(
            Caller caller,
            @PathVariable String apiId,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        Page page = Page.of(limit, offset);
        UUID api = catalogue.visible(caller, apiId).id();
        Ratings.Summary summary = ratings.summary(api);
        Listing<View> listing = Listing.of(
                ratings.page(api, page).stream().map(View::of).toList(),
                page,
                summary.count(),
                "/apis/" + api + "/ratings",
                Map.of());
        int own = caller.userName().isEmpty()
                ? 0
                : ratings.by(caller.userName(), api).map(Rating::stars).orElse(0);
        return new Views(summary.average(), own, listing.count(), listing.list(), listing.pagination());
    }

    @Scopes("apim:subscribe")
    @GetMapping("/user-rating")
    View read(Caller caller, @PathVariable String apiId) {
        UUID api = catalogue.visible(caller, apiId).id();
        String user = Applications.owner(caller);
        return ratings.by(user, api).map(View::of).orElse(new View(null, api.toString(), user, 0));
    }

    @Scopes("apim:subscribe")
    @PutMapping("/user-rating")
    View rate(Caller caller, @PathVariable String apiId, @RequestBody Request request) {
        UUID api = catalogue.visible(caller, apiId).id();
        Double stars = request.rating();
        if (stars == null || !(stars >= 1 && stars <= MOST_STARS) || stars != Math.rint(stars)) {
            throw Field.refuse("rating must be a whole number from 1 to " + MOST_STARS + ".");
        }
        return View.of(ratings.rate(Applications.owner(caller), api, stars.intValue()));
    }

    @Scopes("apim:subscribe")
    @DeleteMapping("/user-rating")
    void takeBack(Caller caller, @PathVariable String apiId) {
        ratings.takeBack(
                Applications.owner(caller), catalogue.visible(caller, apiId).id());
    }
}
