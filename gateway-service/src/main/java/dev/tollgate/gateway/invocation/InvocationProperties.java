package dev.tollgate.gateway.invocation;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Calls from clients.
 *
 * @param maxBodySize of a request where its API names none, and more than which no API may name
 * @param maxHeaderSize of all header fields of a request together
 * @param maxLineLength of a request line
 * @param idleTimeout a client's connection idle for longer is closed
 * @param readTimeout a request whose body does not go on for so long is given up
 * @param trustedProxies CIDRs of proxies whose word on the client's address is taken
 * @param proxyProtocol whether each connection begins by telling whose it is, as TCP balancers do (PROXY protocol 1 or 2); one that
 *     does not is closed. Only for ports that nothing but such a balancer reaches: who else does could claim any address
 * @param springPaths paths that are handed to Spring WebFlux and Spring Cloud Gateway's routes, exact or ending with {@code /*}
 * @param startWait the ports are opened when this node is ready, or after so long: balancers that only try whether they can connect then
 *     find nobody who is not
 * @param drainWait after "not ready" and before connections are closed, for load balancers to notice
 * @param drainIdle at a stop, a connection that is kept alive gets so long for one more request, whose answer closes it
 * @param drainTimeout for calls under way at a stop
 * @param workers event loop threads; 0: one a processor
 * @param requireEpoll whether anything but Linux' epoll is refused at start
 */
@Validated
@ConfigurationProperties("tollgate.gateway.invocation")
public record InvocationProperties(
        @DefaultValue("1GB") @NotNull DataSize maxBodySize,
        @DefaultValue("16KB") @NotNull DataSize maxHeaderSize,
        @DefaultValue("8KB") @NotNull DataSize maxLineLength,
        @DefaultValue("60s") @NotNull Duration idleTimeout,
        @DefaultValue("30s") @NotNull Duration readTimeout,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("false") boolean proxyProtocol,
        @DefaultValue({"/token", "/revoke"}) List<String> springPaths,
        @DefaultValue("0s") @NotNull Duration startWait,
        @DefaultValue("0s") @NotNull Duration drainWait,
        @DefaultValue("2s") @NotNull Duration drainIdle,
        @DefaultValue("30s") @NotNull Duration drainTimeout,
        @DefaultValue("0") @Min(0) int workers,
        @DefaultValue("true") boolean requireEpoll) {}
