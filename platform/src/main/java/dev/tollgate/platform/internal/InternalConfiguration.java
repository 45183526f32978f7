package dev.tollgate.platform.internal;

import io.grpc.BindableService;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Internal contracts, served and called, wherever a certificate is configured. */
@AutoConfiguration
@ConditionalOnProperty("tollgate.internal.certificate")
@EnableConfigurationProperties(InternalProperties.class)
public class InternalConfiguration {

    @Bean(destroyMethod = "close")
    MutualTls mutualTls(InternalProperties properties) throws IOException, GeneralSecurityException {
        return new MutualTls(properties);
    }

    @Bean(destroyMethod = "close")
    InternalChannels internalChannels(InternalProperties properties, MutualTls tls) {
        return new InternalChannels(properties, tls);
    }

    @Bean
    InternalServer internalServer(
            InternalProperties properties, MutualTls tls, ObjectProvider<BindableService> services) {
        return new InternalServer(properties, tls, services.orderedStream().toList());
    }
}
