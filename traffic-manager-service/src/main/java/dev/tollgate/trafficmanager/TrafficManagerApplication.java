package dev.tollgate.trafficmanager;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The Traffic Manager's process, or its part of a process of several services. */
@SpringBootApplication
public class TrafficManagerApplication {

    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(TrafficManagerApplication.class)
                .properties("spring.config.name=traffic-manager")
                .run(args);
    }

    public static void main(String... args) {
        start(args);
    }
}
