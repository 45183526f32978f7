package dev.tollgate.gateway.rig;

import dev.tollgate.contract.feed.DeploymentFeedGrpc;
import dev.tollgate.contract.feed.FeedFrame;
import dev.tollgate.contract.feed.FeedRequest;
import dev.tollgate.contract.feed.KeyFeedGrpc;
import dev.tollgate.contract.feed.PolicyFeedGrpc;
import dev.tollgate.provision.certificate.CertificateAuthority;
import dev.tollgate.provision.certificate.PemFiles;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Publisher, Key Manager and Traffic Manager as a gateway sees them: the real contracts over mutual TLS. */
public final class FakeServices implements AutoCloseable {

    public final FakeFeed deployments = new FakeFeed("apis");
    public final FakeFeed keys = new FakeFeed("keys");
    public final FakeFeed policies = new FakeFeed("traffic");
    public final FakeKeyManager keyManager = new FakeKeyManager();

    private final CertificateAuthority authority;
    private final List<Server> servers = new ArrayList<>();
    private final int publisherPort;
    private final int keyManagerPort;
    private final int trafficManagerPort;

    public FakeServices(Path directory, BindableService... trafficManager) {
        authority = CertificateAuthority.open(directory);
        publisherPort = serve("publisher", new DeploymentFeedGrpc.DeploymentFeedImplBase() {
            @Override
            public StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> frames) {
                return deployments.watch(frames);
            }
        });
        keyManagerPort = serve(
                "key-manager",
                new KeyFeedGrpc.KeyFeedImplBase() {
                    @Override
                    public StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> frames) {
                        return keys.watch(frames);
                    }
                },
                keyManager);
        List<BindableService> traffic = new ArrayList<>(List.of(trafficManager));
        traffic.add(new PolicyFeedGrpc.PolicyFeedImplBase() {
            @Override
            public StreamObserver<FeedRequest> watch(StreamObserver<FeedFrame> frames) {
                return policies.watch(frames);
            }
        });
        trafficManagerPort = serve("traffic-manager", traffic.toArray(BindableService[]::new));
    }

    private int serve(String peer, BindableService... services) {
        PemFiles pem = authority.issue(peer, List.of());
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            TlsServerCredentials.newBuilder()
                                    .keyManager(
                                            pem.certificate().toFile(),
                                            pem.privateKey().toFile())
                                    .trustManager(pem.authority().toFile())
                                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                                    .build())
                    .permitKeepAliveTime(500, TimeUnit.MILLISECONDS)
                    .permitKeepAliveWithoutCalls(true);
            for (BindableService service : services) {
                builder.addService(service);
            }
            Server server = builder.build().start();
            servers.add(server);
            return server.getPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What a launcher would pass to a gateway. */
    public List<String> arguments() {
        PemFiles pem = authority.issue("gateway", List.of());
        PemFiles server = authority.issueServer(List.of());
        return List.of(
                "--tollgate.internal.certificate=" + pem.certificate(),
                "--tollgate.internal.private-key=" + pem.privateKey(),
                "--tollgate.internal.ca=" + pem.authority(),
                "--tollgate.internal.peers.publisher=127.0.0.1:" + publisherPort,
                "--tollgate.internal.peers.key-manager=127.0.0.1:" + keyManagerPort,
                "--tollgate.internal.peers.traffic-manager=127.0.0.1:" + trafficManagerPort,
                "--tollgate.gateway.tls.certificate=" + server.certificate(),
                "--tollgate.gateway.tls.private-key=" + server.privateKey());
    }

    public Path authority() {
        return authority.certificateFile();
    }

    public void stop() {
        servers.forEach(Server::shutdownNow);
    }

    @Override
    public void close() {
        stop();
        deployments.close();
        keys.close();
        policies.close();
    }
}
