package dev.tollgate.gateway;

import dev.tollgate.gateway.invocation.Departure;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** The API gateway. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GatewayApplication {

    public static void main(String... args) {
        ConfigurableApplicationContext context = start(args);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    context.getBean(Departure.class).announce();
                    context.close();
                }));
    }

    /** Starts a gateway inside another program, which closes the context. */
    public static ConfigurableApplicationContext start(String... args) {
        // its own class loader by name: in one JVM with other services that of Spring is all of theirs
        SpringApplication application = new SpringApplication(
                new DefaultResourceLoader(GatewayApplication.class.getClassLoader()), GatewayApplication.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setRegisterShutdownHook(false);
        return application.run(Stream.concat(Stream.of("--spring.config.name=gateway"), Stream.of(args))
                .toArray(String[]::new));
    }
}
