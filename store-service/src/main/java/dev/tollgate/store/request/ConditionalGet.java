package dev.tollgate.store.request;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Answers to GET carry an ETag of their bytes where the resource sets none of its own, and If-None-Match is honoured. */
@Configuration(proxyBeanMethods = false)
class ConditionalGet {

    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> entityTags() {
        var registration = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        registration.addUrlPatterns("/api/am/devportal/v3/*");
        return registration;
    }
}
