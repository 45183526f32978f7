package dev.tollgate.store.portal;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages' assets. Their addresses carry a version, so browsers keep them. */
@Configuration(proxyBeanMethods = false)
class PortalConfiguration implements WebMvcConfigurer {

    private static final String WEBJARS = "classpath:/META-INF/resources/webjars/";

    private final PortalAssets assets;

    PortalConfiguration(PortalAssets assets) {
        this.assets = assets;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        serve(registry, "/store/assets/tabler-1.4.0/", WEBJARS + "tabler__core/1.4.0/dist/css/");
        serve(registry, "/store/assets/htmx-2.0.10/", WEBJARS + "htmx.org/2.0.10/dist/");
        serve(registry, assets.path() + "/", "classpath:/portal/");
    }

    private static void serve(ResourceHandlerRegistry registry, String path, String location) {
        registry.addResourceHandler(path + "*")
                .addResourceLocations(location)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }
}
