package dev.tollgate.publisher.api;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import dev.tollgate.publisher.backend.BackendNetworks;
import dev.tollgate.publisher.backend.BackendNetworks.AddressRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Fetches a definition by URL under the rules for backends: the address that a name leads to is checked, and that address is
 * the one connected to. No redirect is followed, nothing over the limit is read.
 */
final class DefinitionDownload {

    private static final int MAX_BYTES = 10 * 1024 * 1024;
    private static final Timeout PATIENCE = Timeout.of(5, TimeUnit.SECONDS);
    private static final long ALL_TOGETHER_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final BackendNetworks networks;

    DefinitionDownload(BackendNetworks networks) {
        this.networks = networks;
    }

    byte[] get(String text) throws IOException {
        URI url = networks.url(text, "url");
        try (CloseableHttpClient client = client()) {
            var request = new HttpGet(url);
            request.setHeader("Accept", "application/json, application/yaml, text/plain, */*;q=0.1");
            return client.execute(request, DefinitionDownload::body);
        } catch (AddressRefusedException refused) {
            throw new RefusedException(
                    PublisherError.ENDPOINT_REFUSED,
                    "url: it stands in a network that the administrator has not allowed"
                            + " (see /settings/backend-networks).");
        } catch (UnknownHostException unknown) {
            throw new RefusedException(CommonError.BAD_REQUEST, "url: its host is not known.");
        } catch (IOException | IllegalArgumentException failed) {
            throw new RefusedException(CommonError.BAD_REQUEST, "url: nothing could be read from there.");
        }
    }

    private CloseableHttpClient client() {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        return networks.resolveAllowed(host);
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                })
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(PATIENCE)
                        .setSocketTimeout(PATIENCE)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(PATIENCE).build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(PATIENCE).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static byte[] body(ClassicHttpResponse response) throws IOException {
        if (response.getCode() != 200 || response.getEntity() == null) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "url: it answered with status " + response.getCode() + ", 200 is needed.");
        }
        long until = System.nanoTime() + ALL_TOGETHER_NANOS;
        var bytes = new java.io.ByteArrayOutputStream();
        try (InputStream in = response.getEntity().getContent()) {
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > MAX_BYTES) {
                    throw new RefusedException(
                            CommonError.BAD_REQUEST, "url: the document is larger than " + MAX_BYTES + " bytes.");
                }
                if (System.nanoTime() > until) {
                    throw new RefusedException(CommonError.BAD_REQUEST, "url: it answers too slowly.");
                }
            }
        }
        return bytes.toByteArray();
    }
}
