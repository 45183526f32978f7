package dev.tollgate.publisher;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The Publisher. */
@SpringBootApplication
public class PublisherApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** @param args Spring's command line arguments; configuration is read from {@code publisher.yaml} */
    public static ConfigurableApplicationContext start(String... args) {
        var application = new SpringApplication(PublisherApplication.class);
        var all = new String[args.length + 1];
        all[0] = "--spring.config.name=publisher";
        System.arraycopy(args, 0, all, 1, args.length);
        return application.run(all);
    }

    public static void main(String[] args) {
        start(args);
    }
}
