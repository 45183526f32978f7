package dev.tollgate.platform.auth;

import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.InternalConfiguration;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Authentication and authorisation of the REST APIs of every servlet service. */
@AutoConfiguration(after = InternalConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AuthProperties.class)
public class AuthConfiguration {

    /** For services that ask the Key Manager, which is all but itself. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(CallerResolver.class)
    static class Remote {

        @Bean
        RemoteCallers callerResolver(InternalChannels channels, AuthProperties properties) {
            return new RemoteCallers(channels, properties.keep());
        }

        @Bean
        CallerEviction callerEviction(InternalChannels channels, RemoteCallers callers) {
            return new CallerEviction(channels, callers);
        }
    }

    @Bean
    WebMvcConfigurer callerWebMvcConfigurer(CallerResolver callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ScopeInterceptor(callers));
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }
}
