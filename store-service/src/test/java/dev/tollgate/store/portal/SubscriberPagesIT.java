package dev.tollgate.store.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.testing.OthersViews;
import dev.tollgate.store.testing.RunningStore;
import dev.tollgate.store.testing.SmallKeyManager;
import dev.tollgate.store.testing.Visitor;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SubscriberPagesIT {

    private static final RunningStore STORE = RunningStore.get();
    private static final Pattern APPLICATION = Pattern.compile("/store/applications/([0-9a-f-]{36})");

    @Test
    void fromAnApiToALineThatCallsItInOneForm() {
        UUID api = OthersViews.api(PortalIT.fresh("Pets"));
        Visitor una = new Visitor(STORE).signedIn("una");
        assertThat(una.get("/store/apis/" + api).body()).contains(">Subscribe<");
        assertThat(una.get("/store/apis/" + api + "/subscribe").body())
                .contains("Gold", "Bronze", "5,000 calls a minute")
                .doesNotContain("Staff");
        String name = PortalIT.fresh("una's & app");
        var made = una.post(
                "/store/apis/" + api + "/subscribe",
                Map.of("application", "new", "name", name, "throttlingPolicy", "Bronze"));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(made.body()).contains("curl -H", "Authorization: Bearer ", "Bronze");
        String secret = text(made.body(), "consumer-secret");
        String token = text(made.body(), "token");
        String page = "/store/applications/" + application(made.body());
        String shown = una.get(page).body();
        assertThat(shown)
                .contains(text(made.body(), "consumer-key"), "Bronze", "active")
                .doesNotContain(secret)
                .doesNotContain(token);
        assertThat(una.get("/store/apis/" + api).body()).contains("You are subscribed", "una&#39;s &amp; app");

        var again = una.post(
                "/store/apis/" + api + "/subscribe",
                Map.of("application", application(made.body()), "throttlingPolicy", "Gold"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("applicationId-problem", "subscribed to this API already");
        var second = una.post(
                "/store/apis/" + OthersViews.api(PortalIT.fresh("More")) + "/subscribe",
                Map.of("application", application(made.body()), "throttlingPolicy", "Gold"));
        assertThat(second.body()).contains("curl -H").doesNotContain("consumer-secret");
    }

    @Test
    void aTierThatIsNotOfferedLeavesNothingBehind() {
        UUID api = OthersViews.api(PortalIT.fresh("Pets"));
        Visitor vera = new Visitor(STORE).signedIn("vera");
        var refused = vera.post(
                "/store/apis/" + api + "/subscribe",
                Map.of("application", "new", "name", "left over", "throttlingPolicy", "Staff"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("throttlingPolicy-problem", "left over");
        assertThat(vera.get("/store/applications").body())
                .doesNotContain("left over")
                .contains("No applications yet");
        assertThat(vera.post("/store/apis/" + api + "/subscribe", Map.of("application", "new", "name", "x"))
                        .body())
                .contains("Choose a tier");
    }

    @Test
    void theSubscriptionStandsWhenTheKeyManagerIsAway() {
        UUID api = OthersViews.api(PortalIT.fresh("Pets"));
        Visitor wim = new Visitor(STORE).signedIn("wim");
        wim.get("/store/apis/" + api + "/subscribe");
        STORE.keyManager.mood = SmallKeyManager.Mood.AWAY;
        try {
            var made = wim.post(
                    "/store/apis/" + api + "/subscribe",
                    Map.of("application", "new", "name", PortalIT.fresh("app"), "throttlingPolicy", "Gold"));
            assertThat(made.status()).isEqualTo(200);
            assertThat(made.body()).contains("could not be made right now").doesNotContain("curl -H");
            String shown =
                    wim.get("/store/applications/" + application(made.body())).body();
            assertThat(shown).contains("these keys was broken off", "active");
        } finally {
            STORE.keyManager.mood = SmallKeyManager.Mood.WELL;
        }
    }

    @Test
    void applicationsAreMadeChangedAndDeleted() {
        Visitor xena = new Visitor(STORE).signedIn("xena");
        xena.get("/store/applications/new");
        var empty = xena.post("/store/applications", Map.of("name", " ", "throttlingPolicy", "Unlimited"));
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.body()).contains("name-problem", "The name is required");
        String name = PortalIT.fresh("app");
        var made = xena.post(
                "/store/applications",
                Map.of("name", name, "throttlingPolicy", "10PerMin", "description", "what for", "tokenType", "JWT"));
        assertThat(made.status()).isEqualTo(302);
        String page = made.location().replaceFirst("\\?.*", "");
        assertThat(xena.get(made.location()).body()).contains(name, "what for", "7 of 10 calls left");
        xena.get("/store/applications/new");
        assertThat(xena.post("/store/applications", Map.of("name", name, "throttlingPolicy", "Unlimited"))
                        .body())
                .contains("name-problem", "an application of this name already");
        String form = xena.get(page + "/edit").body();
        assertThat(form).contains(name);
        Map<String, String> change = Map.of("name", name, "throttlingPolicy", "Unlimited", "revision", revision(form));
        assertThat(xena.post(page + "/edit", change).location()).isEqualTo(page + "?done=changed");
        assertThat(xena.post(page + "/edit", change).status())
                .as("changed meanwhile")
                .isEqualTo(412);
        assertThat(xena.get(page + "/delete").body()).contains("Delete " + name, "no way back");
        assertThat(xena.post(page + "/delete", Map.of()).location()).isEqualTo("/store/applications?done=deleted");
        assertThat(xena.get(page).status()).isEqualTo(404);
    }

    @Test
    void keysSecretsTokensAndApiKeysAreShownOnce() {
        Visitor yara = new Visitor(STORE).signedIn("yara");
        String page = "/store/applications/" + STORE.application("yara");
        yara.get(page);
        var keys = yara.post(page + "/keys", Map.of("keyType", "PRODUCTION", "grantTypes", "client_credentials"));
        assertThat(keys.status()).isEqualTo(200);
        String secret = text(keys.body(), "consumer-secret");
        String mapping = group(keys.body(), page + "/keys/([0-9a-f-]{36})/token");
        assertThat(yara.post(page + "/keys", Map.of("keyType", "PRODUCTION")).body())
                .contains("role=\"alert\"", "has PRODUCTION keys");
        assertThat(yara.get(page + "/keys/" + mapping + "/secret").body()).contains("stops working at once");
        var renewed = yara.post(page + "/keys/" + mapping + "/secret", Map.of());
        assertThat(text(renewed.body(), "consumer-secret")).isNotEqualTo(secret);
        var token = yara.post(page + "/keys/" + mapping + "/token", Map.of());
        assertThat(text(token.body(), "token")).isNotEmpty();
        assertThat(yara.get(page).body()).doesNotContain("id=\"token\"", "consumer-secret");

        var apiKey = yara.post(page + "/api-keys", Map.of("keyType", "PRODUCTION", "keyName", "ci"));
        String value = text(apiKey.body(), "api-key");
        String listed = yara.get(page).body();
        assertThat(listed).contains("ci").doesNotContain(value);
        String keyId = group(listed, page + "/api-keys/([0-9a-f-]{36})/revoke");
        assertThat(yara.post(page + "/api-keys/" + keyId + "/revoke", Map.of()).location())
                .isEqualTo(page + "?done=api-key-revoked");
    }

    @Test
    void aTierIsChangedAndASubscriptionLeft() {
        UUID api = OthersViews.api(PortalIT.fresh("Pets"));
        Visitor zoe = new Visitor(STORE).signedIn("zoe");
        zoe.get("/store/apis/" + api + "/subscribe");
        var made = zoe.post(
                "/store/apis/" + api + "/subscribe",
                Map.of("application", "new", "name", PortalIT.fresh("app"), "throttlingPolicy", "Gold"));
        String page = "/store/applications/" + application(made.body());
        String subscription = group(zoe.get(page).body(), "/store/subscriptions/([0-9a-f-]{36})/leave");
        var changed = zoe.post("/store/subscriptions/" + subscription + "/tier", Map.of("tier", "Bronze"));
        assertThat(changed.location()).isEqualTo(page + "?done=tier-changed");
        assertThat(zoe.get(page).body()).containsPattern("value=\"Bronze\" selected");
        assertThat(zoe.get("/store/subscriptions/" + subscription + "/leave").body())
                .contains("refused at once");
        assertThat(zoe.post("/store/subscriptions/" + subscription + "/leave", Map.of())
                        .location())
                .isEqualTo(page + "?done=unsubscribed");
        assertThat(zoe.get(page).body()).contains("None yet");
    }

    @Test
    void anothersApplicationIsAbsent() {
        String page = "/store/applications/" + STORE.application("bob");
        Visitor carol = new Visitor(STORE).signedIn("carol");
        String absent = "/store/applications/" + UUID.randomUUID();
        for (String part : new String[] {"", "/edit", "/delete", "/usage"}) {
            assertThat(carol.get(page + part).status()).as(part).isEqualTo(404);
        }
        assertThat(carol.get(page).body().replace(page, ""))
                .isEqualTo(carol.get(absent).body().replace(absent, ""));
        assertThat(carol.post(page + "/delete", Map.of()).status()).isEqualTo(404);
        assertThat(carol.post(page + "/keys", Map.of("keyType", "PRODUCTION")).status())
                .isEqualTo(404);
        assertThat(new Visitor(STORE).signedIn("bob").get(page).status()).isEqualTo(200);
    }

    @Test
    void usageIsAChartAndATable() {
        String application = STORE.application("bob");
        OthersViews.with(
                "traffic-manager",
                database -> database.sql(
                                "INSERT INTO traffic.usage_v1 VALUES (date_trunc('minute', now()), ?, 'GET', '/pets',"
                                        + " ?, false, 200, 0, 41, 0, 0, ARRAY[39]::int[], ARRAY[41]::bigint[])")
                        .params(UUID.randomUUID().toString(), application)
                        .update());
        Visitor bob = new Visitor(STORE).signedIn("bob");
        assertThat(bob.get("/store/applications/" + application + "/usage").body())
                .contains("<strong>41</strong> calls", "<rect", "<td>41</td>", "Usage of app-")
                .doesNotContain("thymeleaf.");
        assertThat(bob.get("/store/applications/" + application + "/usage?by=nonsense")
                        .status())
                .isEqualTo(200);
        assertThat(bob.get("/store/applications/" + STORE.application("bob") + "/usage?by=day")
                        .body())
                .contains("No calls in this time");
    }

    private static String application(String body) {
        return group(body, APPLICATION.pattern());
    }

    private static String revision(String form) {
        return group(form, "name=\"revision\" value=\"(\\d+)\"");
    }

    private static String text(String body, String id) {
        return group(body, "id=\"" + id + "\">([^<]+)<");
    }

    private static String group(String body, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(body);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
