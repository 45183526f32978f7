package dev.tollgate.acceptance.security;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A stranger's try at a port: TLS without a client certificate, then HTTP/2's first bytes.
 *
 * @param speaksTls the server answered with TLS
 * @param asksForCertificate it asked for a client certificate
 * @param served it answered HTTP/2 although none was shown
 */
record TlsProbe(int port, boolean speaksTls, boolean asksForCertificate, boolean served) {

    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    static TlsProbe of(int port) {
        AtomicBoolean serverShown = new AtomicBoolean();
        AtomicBoolean asked = new AtomicBoolean();
        boolean served = false;
        try (SSLSocket socket =
                (SSLSocket) context(serverShown, asked).getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            socket.setSoTimeout(2_000);
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            socket.getOutputStream().write(PREFACE);
            socket.getOutputStream().flush();
            served = socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            // refused, or no TLS at all: serverShown tells which
        }
        return new TlsProbe(port, serverShown.get(), asked.get(), served);
    }

    private static SSLContext context(AtomicBoolean serverShown, AtomicBoolean asked) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new NoCertificate(asked)}, new TrustManager[] {new Everyone(serverShown)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has nothing to show, and remembers that it was asked. */
    private static final class NoCertificate extends X509ExtendedKeyManager {

        private final AtomicBoolean asked;

        NoCertificate(AtomicBoolean asked) {
            this.asked = asked;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            asked.set(true);
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }

    /** Believes any server, and remembers that one showed itself. */
    private static final class Everyone extends X509ExtendedTrustManager {

        private final AtomicBoolean shown;

        Everyone(AtomicBoolean shown) {
            this.shown = shown;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            shown.set(true);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
            shown.set(true);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            shown.set(true);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
