package dev.tollgate.keymanager.signin;

import dev.tollgate.keymanager.PublicUrl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** The session's cookie. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    @Bean
    CookieSerializer cookieSerializer(PublicUrl publicUrl) {
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName("tollgate-sign-in-" + publicUrl.port());
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }
}
