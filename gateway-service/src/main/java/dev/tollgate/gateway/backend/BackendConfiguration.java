package dev.tollgate.gateway.backend;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.resources.LoopResources;

@Configuration(proxyBeanMethods = false)
class BackendConfiguration {

    @Bean(destroyMethod = "close")
    Backends backends(BackendProperties properties, LoopResources loops) {
        return new Backends(properties, loops);
    }

    @Bean
    Forwarder forwarder(Backends backends) {
        return new Forwarder(backends);
    }
}
