package dev.tollgate.acceptance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.backend.EchoBackend;
import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.installation.Gateways;
import dev.tollgate.acceptance.installation.Installation;
import dev.tollgate.acceptance.installation.OnTollgate;
import dev.tollgate.acceptance.people.Api;
import dev.tollgate.acceptance.people.ApiDraft;
import dev.tollgate.acceptance.people.People;
import dev.tollgate.acceptance.people.Subscriber.Application;
import dev.tollgate.acceptance.people.ThrottlingPolicies.Level;
import dev.tollgate.acceptance.people.ThrottlingPolicies.Quota;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each level's quota exceeded in turn, calls spread over every gateway: exactly the quota passes. */
@OnTollgate
@Tag("J4")
class QuotaIT {

    private static final int QUOTA = 40;
    private static final int REFUSED = 15;
    private static final int PERIOD_SECONDS = 10;

    /** A quota that nothing here reaches and no period renews meanwhile. */
    private static final Quota AMPLE = Quota.perHour(100_000);

    private static final Quota SMALL = Quota.perSeconds(QUOTA, PERIOD_SECONDS);

    private final Installation installation;
    private final People people;
    private final EchoBackend backend;

    QuotaIT(Installation installation, People people, EchoBackend backend) {
        this.installation = installation;
        this.people = people;
        this.backend = backend;
    }

    @Test
    void exactlyTheSubscriptionsQuotaPassesAndTheApplicationsCounterStaysWithThePassed() {
        String small = people.administrator().policy(Level.SUBSCRIPTION, SMALL);
        String ample = people.administrator().policy(Level.APPLICATION, AMPLE);
        Api api = people.alice().publish(ApiDraft.on(backend.url()).offering(small));
        Application application = people.bob().application(ample);
        application.subscribe(api, small);

        Authorization token = application.token();
        exceed(List.of(new Route(api, token, "/by-subscription")), "900804", "subscription");

        assertThat(used(application, "application")).isEqualTo(QUOTA);
        passesAgain(api, token);
    }

    @Test
    void exactlyTheApplicationsQuotaPassesOverAllItsApis() {
        String small = people.administrator().policy(Level.APPLICATION, SMALL);
        String ample = people.administrator().policy(Level.SUBSCRIPTION, AMPLE);
        Application application = people.bob().application(small);
        List<Api> apis = IntStream.range(0, 2)
                .mapToObj(number ->
                        people.alice().publish(ApiDraft.on(backend.url()).offering(ample)))
                .toList();
        apis.forEach(api -> application.subscribe(api, ample));
        Authorization token = application.token();

        exceed(
                apis.stream()
                        .map(api -> new Route(api, token, "/by-application"))
                        .toList(),
                "900803",
                "application");

        assertThat(used(application, "subscription")).isEqualTo(QUOTA);
        passesAgain(apis.getFirst(), token);
    }

    @Test
    void exactlyTheApisQuotaPassesOverAllItsSubscribers() {
        String small = people.administrator().policy(Level.API, SMALL);
        String ample = people.administrator().policy(Level.SUBSCRIPTION, AMPLE);
        Api api = people.alice()
                .publish(ApiDraft.on(backend.url()).offering(ample).limitedBy(small));
        Application ofBob = people.bob().application();
        Application ofCarol = people.carol().application();
        List<Route> routes = new ArrayList<>();
        for (Application application : List.of(ofBob, ofCarol)) {
            application.subscribe(api, ample);
            routes.add(new Route(api, application.token(), "/by-api"));
        }

        exceed(routes, "900800", "api");

        assertThat(used(ofBob, "subscription") + used(ofCarol, "subscription")).isEqualTo(QUOTA);
        passesAgain(api, routes.getFirst().token());
    }

    @Test
    void exactlyTheOperationsQuotaPassesOverAllItsSubscribersAndOtherOperationsAreFree() {
        String small = people.administrator().policy(Level.API, SMALL);
        String ample = people.administrator().policy(Level.SUBSCRIPTION, AMPLE);
        Api api = people.alice()
                .publish(ApiDraft.on(backend.url()).offering(ample).withLimitedOperation("GET", "/costly/{id}", small));
        Application ofBob = people.bob().application();
        Application ofCarol = people.carol().application();
        List<Route> routes = new ArrayList<>();
        for (Application application : List.of(ofBob, ofCarol)) {
            application.subscribe(api, ample);
            routes.add(new Route(api, application.token(), "/costly/" + routes.size()));
        }

        exceed(routes, "900802", "operation");

        assertThat(used(ofBob, "subscription") + used(ofCarol, "subscription")).isEqualTo(QUOTA);
        Authorization token = routes.getFirst().token();
        installation.gateways().get(api.path("/cheap"), token).forEach(answer -> answer.expect(200));
        passesAgain(api, token, "/costly/last");
    }

    @Test
    void exactlyACustomRulesQuotaPassesForEachOfItsKeysWhereItsConditionHolds() {
        String ample = people.administrator().policy(Level.SUBSCRIPTION, AMPLE);
        Api api = people.alice().publish(ApiDraft.on(backend.url()).offering(ample));
        Application ofBob = people.bob().application();
        Application ofCarol = people.carol().application();
        ofBob.subscribe(api, ample);
        ofCarol.subscribe(api, ample);
        Authorization bobs = ofBob.token();
        Authorization carols = ofCarol.token();
        String condition = "apiContext == '" + api.context() + "' && request.header('X-Free') == ''";
        String rule = people.administrator().rule(SMALL, "$appId", condition);
        try {
            await("the rule to be in force at each gateway")
                    .atMost(Gateways.SPREAD)
                    .until(() -> installation.gateways().get(api.path("/first"), carols).stream()
                            .allMatch(answer ->
                                    answer.header("RateLimit-Policy").orElse("").contains("\"custom\"")));

            exceed(List.of(new Route(api, bobs, "/by-rule")), "900806", "custom");

            assertThat(used(ofBob, "subscription")).isEqualTo(QUOTA);
            installation.gateways().get(api.path("/by-other-key"), carols).forEach(answer -> answer.expect(200));
            for (Rest gateway : installation.gateways().all()) {
                gateway.http()
                        .send(gateway.as(bobs)
                                .request(api.path("/not-counted"))
                                .header("X-Free", "yes")
                                .GET()
                                .build())
                        .expect(200);
            }
            passesAgain(api, bobs);
        } finally {
            people.administrator()
                    .api()
                    .delete("/throttling/policies/custom/" + rule)
                    .expect(200);
        }
    }

    @Test
    void aBandwidthQuotaPassesToTheLastByteAndNoCallAfterIt() {
        int kilobytes = 64;
        byte[] body = new byte[8 << 10];
        String tier = people.administrator().bandwidthTier(kilobytes, PERIOD_SECONDS);
        String ample = people.administrator().policy(Level.APPLICATION, AMPLE);
        Api api = people.alice().publish(ApiDraft.on(backend.url()).offering(tier));
        Application application = people.bob().application(ample);
        application.subscribe(api, tier);
        Authorization token = application.token();
        List<Answer> answers =
                new ArrayList<>(installation.gateways().untilEachAnswers(200, api.path("/by-bytes"), token));

        for (int number = 0; number < 14; number++) {
            answers.add(installation
                    .gateways()
                    .one(number)
                    .as(token)
                    .sendBytes("POST", api.path("/by-bytes"), "application/octet-stream", body));
        }

        List<Answer> passed =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        long moved = passed.stream().mapToLong(answer -> answer.body().length()).sum()
                + (long) (passed.size() - installation.gateways().count()) * body.length;
        assertThat(moved)
                .as("to the last byte, and at most what was under way when it went")
                .isBetween(kilobytes * 1024L, kilobytes * 1024L + 2L * body.length);
        assertThat(answers.subList(passed.size(), answers.size())).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.expect(429).code()).isEqualTo("900804");
            assertThat(answer.header("RateLimit-Policy").orElse(""))
                    .contains("\"subscription\";q=" + kilobytes * 1024 + ";qu=\"content-bytes\"");
            assertThat(answer.header("RateLimit").orElse("")).contains("r=0");
            assertThat(answer.header("Retry-After"))
                    .hasValueSatisfying(
                            value -> assertThat(Integer.parseInt(value)).isBetween(1, PERIOD_SECONDS + 1));
        });
        // a call that a busy machine let a gateway decide alone has no field, and is forgiven where nothing is left to
        // settle it from
        long decided = passed.stream()
                .filter(answer -> answer.header("RateLimit").isPresent())
                .count();
        assertThat(used(application, "application")).isBetween(decided, (long) passed.size());
        assertThat(used(application, "subscription")).isEqualTo(kilobytes * 1024L);
        passesAgain(api, token);
    }

    @Test
    void exactlyTheBurstPassesAndTheTiersCounterStaysWithThePassed() {
        String tier = people.administrator().tierWithBurst(AMPLE, QUOTA, "min");
        Api api = people.alice().publish(ApiDraft.on(backend.url()).offering(tier));
        Application application = people.bob().application();
        application.subscribe(api, tier);

        exceed(List.of(new Route(api, application.token(), "/by-burst")), "900807", "burst", 60);

        assertThat(used(application, "subscription")).isEqualTo(QUOTA);
    }

    @Test
    void afterABurstCallsPassAgainInTheNextSecond() {
        String tier = people.administrator().tierWithBurst(AMPLE, 2, "sec");
        Api api = people.alice().publish(ApiDraft.on(backend.url()).offering(tier));
        Application application = people.bob().application();
        application.subscribe(api, tier);
        Authorization token = application.token();
        installation.gateways().untilEachAnswers(200, api.path("/burst"), token);

        long start = System.nanoTime();
        List<Answer> answers = installation.gateways().spread(30, api.path("/burst"), token);
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.expect(429).code()).isEqualTo("900807"));
        assertThat(answers)
                .as("a bucket of two that gets two a second, in %s s", seconds)
                .filteredOn(answer -> answer.status() == 200)
                .hasSizeLessThanOrEqualTo((int) (2 + 2 * seconds) + 1);
        installation.gateways().untilEachAnswers(200, api.path("/burst"), token);
    }

    /** One way to call: an API and who calls it. */
    private record Route(Api api, Authorization token, String marker) {

        String path() {
            return api.path(marker);
        }
    }

    /** Calls by every route and gateway in turn, inside one period, until the quota and some more are asked for. */
    private void exceed(List<Route> routes, String code, String level) {
        exceed(routes, code, level, PERIOD_SECONDS);
    }

    private void exceed(List<Route> routes, String code, String level, int periodSeconds) {
        long start = System.nanoTime();
        List<Answer> answers = new ArrayList<>();
        // each route's first passed call at each gateway counts; what was refused before it does not
        routes.forEach(
                route -> answers.addAll(installation.gateways().untilEachAnswers(200, route.path(), route.token())));
        for (int number = 0; answers.size() < QUOTA + REFUSED; number++) {
            Route route = routes.get(number / installation.gateways().count() % routes.size());
            answers.add(installation.gateways().one(number).as(route.token()).get(route.path()));
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(taken).as("the calls fit into one period").isLessThan(Duration.ofSeconds(periodSeconds));

        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() == 429).toList();
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(QUOTA);
        assertThat(refused).hasSize(REFUSED);
        assertThat(routes.stream()
                        .map(Route::marker)
                        .distinct()
                        .mapToInt(marker -> backend.received(marker).size())
                        .sum())
                .as("what the backend saw")
                .isEqualTo(QUOTA);
        answers.forEach(answer -> {
            assertThat(answer.header("RateLimit"))
                    .as("RateLimit on %d of %s", answer.status(), answer.request())
                    .hasValueSatisfying(value -> assertThat(value).contains("\"" + level + "\";r="));
            assertThat(answer.header("RateLimit-Policy"))
                    .hasValueSatisfying(value ->
                            assertThat(value).contains("\"" + level + "\";q=" + QUOTA + ";w=" + periodSeconds));
        });
        refused.forEach(answer -> {
            assertThat(answer.code()).as(answer.body()).isEqualTo(code);
            assertThat(answer.header("RateLimit"))
                    .hasValueSatisfying(value -> assertThat(value).contains("r=0"));
            assertThat(answer.header("Retry-After"))
                    .hasValueSatisfying(
                            value -> assertThat(Integer.parseInt(value)).isBetween(1, periodSeconds + 1));
        });
    }

    /** Used so far at a level, as the subscriber reads it; it settles a second after traffic stops. */
    private long used(Application application, String level) {
        List<Long> last = new ArrayList<>(List.of(-1L));
        await("quota of " + level + " to settle")
                .atMost(Duration.ofSeconds(5))
                .pollDelay(Duration.ofSeconds(1))
                .until(() -> {
                    long now = levels(application)
                            .filter(entry -> entry.path("level")
                                    .asString("")
                                    .toLowerCase(Locale.ROOT)
                                    .equals(level))
                            .mapToLong(entry -> entry.path("used").asLong())
                            .sum();
                    boolean settled = now == last.getFirst();
                    last.set(0, now);
                    return settled;
                });
        return last.getFirst();
    }

    private static Stream<JsonNode> levels(Application application) {
        JsonNode quota = application
                .owner()
                .store()
                .get("/applications/" + application.id() + "/quota")
                .expect(200)
                .json();
        return (quota.isArray() ? quota : quota.path("list")).valueStream();
    }

    /** In no interval of the period's length more than the quota, and after one period calls pass again. */
    private void passesAgain(Api api, Authorization token) {
        passesAgain(api, token, "/limited");
    }

    private void passesAgain(Api api, Authorization token, String resource) {
        await("calls to pass in the next period")
                .atMost(Duration.ofSeconds(2L * PERIOD_SECONDS))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() ->
                        installation.gateways().get(api.path(resource), token).forEach(answer -> answer.expect(200)));
    }
}
