package dev.tollgate.trafficmanager;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** The Traffic Manager's process, or its part of a process of several services. */
@SpringBootApplication
public class TrafficManagerApplication {

    public static ConfigurableApplicationContext start(String... args) {
        // its own class loader by name: in one JVM with other services that of Spring is all of theirs
        return new SpringApplicationBuilder(
                        new DefaultResourceLoader(TrafficManagerApplication.class.getClassLoader()),
                        TrafficManagerApplication.class)
                .properties("spring.config.name=traffic-manager")
                .run(args);
    }

    public static void main(String... args) {
        start(args);
    }
}
