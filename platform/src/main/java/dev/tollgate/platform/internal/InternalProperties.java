package dev.tollgate.platform.internal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The internal contracts of one service.
 *
 * @param address address to listen on
 * @param port port to listen on; negative: this service serves none
 * @param certificate PEM chain of this service, re-read every minute
 * @param privateKey its PKCS#8 PEM key
 * @param ca PEM certificates that peers' certificates must lead to
 * @param peers where the others are, each {@code host:port} or several of them with commas
 */
@ConfigurationProperties("tollgate.internal")
public record InternalProperties(
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("-1") int port,
        Path certificate,
        Path privateKey,
        Path ca,
        @DefaultValue Peers peers) {

    /** Addresses of the services that serve contracts. */
    public record Peers(
            @DefaultValue("localhost:10843") String keyManager,
            @DefaultValue("localhost:10543") String publisher,
            @DefaultValue("localhost:10643") String store,
            @DefaultValue("localhost:10743") String trafficManager) {

        @Nullable
        String of(Peer peer) {
            return switch (peer) {
                case KEY_MANAGER -> keyManager;
                case PUBLISHER -> publisher;
                case STORE -> store;
                case TRAFFIC_MANAGER -> trafficManager;
                case GATEWAY -> null;
            };
        }
    }
}
