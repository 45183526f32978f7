package dev.tollgate.store.portal.session;

import java.util.List;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** The session's cookie: named after the port that the browser uses, for the portal's paths alone, out of scripts' reach. */
final class SessionCookies implements CookieSerializer {

    @Override
    public void writeCookieValue(CookieValue value) {
        at(Address.of(value.getRequest())).writeCookieValue(value);
    }

    @Override
    public List<String> readCookieValues(jakarta.servlet.http.HttpServletRequest request) {
        return at(Address.of(request)).readCookieValues(request);
    }

    private static DefaultCookieSerializer at(Address address) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName("tollgate-store-" + address.port());
        cookie.setCookiePath("/store");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setUseSecureCookie(address.secure());
        cookie.setSameSite("Lax");
        return cookie;
    }
}
