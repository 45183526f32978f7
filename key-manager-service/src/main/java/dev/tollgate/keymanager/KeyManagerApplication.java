package dev.tollgate.keymanager;

import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The Key Manager, started alone or by the launcher. Users, clients and endpoints are our own, so Boot's are left out. */
@SpringBootApplication(
        exclude = {
            UserDetailsServiceAutoConfiguration.class,
            OAuth2AuthorizationServerAutoConfiguration.class,
            OAuth2AuthorizationServerJwtAutoConfiguration.class
        })
@ConfigurationPropertiesScan
@EnableScheduling
public class KeyManagerApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static ConfigurableApplicationContext start(String... args) {
        // its own class loader by name: in one JVM with other services that of Spring is all of theirs
        SpringApplication application = new SpringApplication(
                new DefaultResourceLoader(KeyManagerApplication.class.getClassLoader()), KeyManagerApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "key-manager"));
        return application.run(args);
    }

    public static void main(String[] args) {
        start(args);
    }
}
