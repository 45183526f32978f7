package dev.tollgate.platform.internal;

import io.grpc.ChannelCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** This service's certificate and the CA it trusts, re-read every minute so that they can be rotated without a restart. */
final class MutualTls implements AutoCloseable {

    private static final long REREAD_SECONDS = 60;

    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificates").factory());
    private final AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
    private final AdvancedTlsX509TrustManager trust;

    MutualTls(InternalProperties properties) throws IOException, GeneralSecurityException {
        trust = AdvancedTlsX509TrustManager.newBuilder().build();
        keys.updateIdentityCredentials(
                properties.certificate().toFile(),
                properties.privateKey().toFile(),
                REREAD_SECONDS,
                TimeUnit.SECONDS,
                reader);
        trust.updateTrustCredentials(properties.ca().toFile(), REREAD_SECONDS, TimeUnit.SECONDS, reader);
    }

    ServerCredentials server() {
        return TlsServerCredentials.newBuilder()
                .keyManager(keys)
                .trustManager(trust)
                .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                .build();
    }

    ChannelCredentials client() {
        return TlsChannelCredentials.newBuilder()
                .keyManager(keys)
                .trustManager(trust)
                .build();
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
