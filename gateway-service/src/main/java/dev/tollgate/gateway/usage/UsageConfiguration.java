package dev.tollgate.gateway.usage;

import dev.tollgate.contract.usage.UsageReceipt;
import dev.tollgate.contract.usage.UsageReportGrpc;
import dev.tollgate.gateway.deployment.Feeds;
import dev.tollgate.gateway.deployment.Node;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    @Bean
    UsageRecorder usageRecorder() {
        return new UsageRecorder();
    }

    @Bean
    UsageDelivery usageDelivery(
            UsageRecorder recorder, InternalChannels channels, Node node, UsageProperties properties, Feeds feeds)
            throws IOException {
        return new UsageDelivery(
                recorder,
                batch -> {
                    ManagedChannel channel = channels.to(Peer.TRAFFIC_MANAGER);
                    channel.resetConnectBackoff();
                    UsageReceipt unused = UsageReportGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(properties.timeout().toMillis(), TimeUnit.MILLISECONDS)
                            .report(batch);
                },
                node,
                properties,
                new SealedUsageSpool(feeds.file("usage")));
    }
}
