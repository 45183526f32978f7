package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * The session's cookie. Over TLS its name binds it to this host (RFC 6265bis, {@code __Host-}); over plain HTTP on loopback it has
 * another name, because a browser lets no plain answer replace a cookie that came over TLS.
 */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    @Bean
    CookieSerializer cookieSerializer(PublicUrl publicUrl) {
        String name = "tollgate-sign-in-" + publicUrl.port();
        DefaultCookieSerializer overTls = serializer("__Host-" + name, true);
        DefaultCookieSerializer plain = serializer(name, false);
        return new CookieSerializer() {
            @Override
            public void writeCookieValue(CookieValue value) {
                of(value.getRequest()).writeCookieValue(value);
            }

            @Override
            public List<String> readCookieValues(HttpServletRequest request) {
                return of(request).readCookieValues(request);
            }

            private CookieSerializer of(HttpServletRequest request) {
                return request.isSecure() ? overTls : plain;
            }
        };
    }

    static String cookieName(String name, HttpServletRequest request) {
        return request.isSecure() ? "__Host-" + name : name;
    }

    private static DefaultCookieSerializer serializer(String name, boolean secure) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(name);
        cookie.setCookiePath("/");
        cookie.setUseSecureCookie(secure);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }
}
