package dev.tollgate.gateway;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * This gateway node.
 *
 * @param nodeId stable over restarts and unique in the installation
 * @param environment the GatewayEnvironment it serves
 * @param address clients' ports listen here
 * @param httpPort 0: any free one
 * @param httpsPort served if there is a certificate
 * @param dataDirectory for the last good snapshot of each feed, this node's alone
 * @param tokenEndpoint the Key Manager's, where {@code /token} is passed on to; {@code /revoke} goes to its neighbour
 */
@Validated
@ConfigurationProperties("tollgate.gateway")
public record GatewayProperties(
        @DefaultValue("gateway-1") @NotBlank String nodeId,
        @DefaultValue("Default") @NotBlank String environment,
        @DefaultValue("127.0.0.1") @NotBlank String address,
        @DefaultValue("8280") @Min(0) @Max(65535) int httpPort,
        @DefaultValue("8243") @Min(0) @Max(65535) int httpsPort,
        @DefaultValue("data/gateway") @NotNull Path dataDirectory,

        @DefaultValue("http://localhost:9843/oauth2/token") @NotNull
        URI tokenEndpoint,

        @DefaultValue Tls tls) {

    /**
     * PEM files.
     *
     * @param certificate chain; none: no https
     * @param privateKey PKCS#8
     */
    public record Tls(@Nullable Path certificate, @Nullable Path privateKey) {}
}
