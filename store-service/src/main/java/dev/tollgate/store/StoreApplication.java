package dev.tollgate.store;

import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The Store as a service of its own. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class StoreApplication {

    public static void main(String... args) {
        start(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Starts the service; whoever starts it closes the context. */
    public static ConfigurableApplicationContext start(String... args) {
        // its own class loader by name: in one JVM with other services that of Spring is all of theirs
        var application = new SpringApplication(
                new DefaultResourceLoader(StoreApplication.class.getClassLoader()), StoreApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "store"));
        return application.run(args);
    }
}
