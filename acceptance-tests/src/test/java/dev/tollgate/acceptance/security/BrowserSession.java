package dev.tollgate.acceptance.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.acceptance.http.Answer;
import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Rest;
import dev.tollgate.acceptance.people.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person signed in as a browser does it: the page's form with its hidden fields, and the cookies that come back. */
final class BrowserSession {

    private static final Pattern HIDDEN = Pattern.compile("<input\\b[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");

    private final Rest front;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private BrowserSession(Rest front) {
        this.front = front;
    }

    static BrowserSession signedIn(Person person) {
        return signedIn(person, person.installation().front(Authorization.NONE));
    }

    /** At one of the addresses of the front. */
    static BrowserSession signedIn(Person person, Rest front) {
        BrowserSession session = new BrowserSession(front);
        Map<String, String> form = session.hiddenFields("/login");
        form.put("username", person.userName());
        form.put("password", person.password());
        Answer answer = session.post("/login", form).expect(302, 303);
        assertThat(answer.header("Location"))
                .hasValueSatisfying(location -> assertThat(location).doesNotContain("error"));
        assertThat(session.cookies).as("cookies of the session").isNotEmpty();
        return session;
    }

    Answer get(String page) {
        return keep(front.http()
                .send(front.request(page).header("Cookie", cookies()).build()));
    }

    void signOut() {
        post("/logout", hiddenFields("/login")).expect(200, 204, 302, 303);
    }

    /** The value of the Cookie field as it was before signing out. */
    String cookies() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private Map<String, String> hiddenFields(String page) {
        return hiddenFields(get(page));
    }

    /** The fields of a page's form that nobody types into. */
    static Map<String, String> hiddenFields(Answer shown) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(shown.expect(200).body());
        while (hidden.find()) {
            Matcher name = NAME.matcher(hidden.group());
            Matcher value = VALUE.matcher(hidden.group());
            if (name.find() && value.find()) {
                fields.put(name.group(1), value.group(1).replace("&amp;", "&"));
            }
        }
        return fields;
    }

    Answer post(String page, Map<String, String> form) {
        Answer answer = front.http()
                .send(front.request(page)
                        .header("Cookie", cookies())
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Rest.encoded(form)))
                        .build());
        return page.equals("/logout") ? answer : keep(answer);
    }

    private Answer keep(Answer answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", -1)[0];
            int equals = pair.indexOf('=');
            String value = pair.substring(equals + 1);
            if (value.isEmpty()) {
                cookies.remove(pair.substring(0, equals));
            } else {
                cookies.put(pair.substring(0, equals), value);
            }
        }
        return answer;
    }
}
