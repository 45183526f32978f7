package dev.tollgate.gateway.invocation;

import dev.tollgate.gateway.deployment.Feeds;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.util.Assert;
import reactor.netty.resources.LoopResources;

/**
 * Gives the application this gateway's own server, and the management context, for which Spring Boot makes another instance of the same
 * class, an ordinary one.
 */
public final class GatewayWebServerFactory extends NettyReactiveWebServerFactory implements ApplicationContextAware {

    private @Nullable ApplicationContext context;

    @Override
    public void setApplicationContext(ApplicationContext applicationContext) {
        this.context = applicationContext;
    }

    @Override
    public WebServer getWebServer(HttpHandler httpHandler) {
        ApplicationContext own = context;
        Assert.state(own != null, "no application context");
        if (WebServerApplicationContext.hasServerNamespace(own, "management")) {
            return super.getWebServer(httpHandler);
        }
        return new GatewayServer(
                own.getBean(Listening.class),
                own.getBean(InvocationProperties.class),
                own.getBean(LoopResources.class),
                own.getBean(Pipeline.class),
                own.getBean(Feeds.class)::ready,
                new ReactorHttpHandlerAdapter(httpHandler));
    }
}
