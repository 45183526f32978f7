package dev.tollgate.store.portal.session;

import java.nio.charset.StandardCharsets;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Sessions of the portal, and what stands before its pages. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    CookieSerializer cookieSerializer() {
        return new SessionCookies();
    }

    /** Sessions hold texts alone, so no object is ever made from what the database holds. Spring Session asks by this name. */
    @Bean
    ConversionService springSessionConversionService() {
        var texts = new GenericConversionService();
        texts.addConverter(Object.class, byte[].class, value -> ((String) value).getBytes(StandardCharsets.UTF_8));
        texts.addConverter(byte[].class, Object.class, bytes -> new String(bytes, StandardCharsets.UTF_8));
        return texts;
    }

    @Bean
    FilterRegistrationBean<PortalRequests> portalRequests() {
        var registration = new FilterRegistrationBean<>(new PortalRequests());
        registration.addUrlPatterns("/store/*");
        registration.setOrder(0); // after the session's filter
        return registration;
    }

    @Bean
    WebMvcConfigurer portalForms() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new OwnForms()).addPathPatterns("/store", "/store/**");
            }
        };
    }
}
