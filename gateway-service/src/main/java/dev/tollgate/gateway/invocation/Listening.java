package dev.tollgate.gateway.invocation;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/** Where clients call. */
record Listening(
        String address,
        int httpPort,
        int httpsPort,
        @Nullable SslContext tls,
        ClientAddresses addresses) {}
