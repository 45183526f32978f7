package dev.tollgate.publisher;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.DefaultResourceLoader;

/** The Publisher. */
@SpringBootApplication
public class PublisherApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** @param args Spring's command line arguments; configuration is read from {@code publisher.yaml} */
    public static ConfigurableApplicationContext start(String... args) {
        // its own class loader by name: in one JVM with other services that of Spring is all of theirs
        var application = new SpringApplication(
                new DefaultResourceLoader(PublisherApplication.class.getClassLoader()), PublisherApplication.class);
        var all = new String[args.length + 1];
        all[0] = "--spring.config.name=publisher";
        System.arraycopy(args, 0, all, 1, args.length);
        return application.run(all);
    }

    public static void main(String[] args) {
        start(args);
    }
}
