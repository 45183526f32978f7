package dev.tollgate.gateway.invocation;

import dev.tollgate.contract.deployment.DeployedApi;
import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.contract.feed.FeedFailure;
import dev.tollgate.contract.feed.FeedItem;
import dev.tollgate.gateway.backend.Backends;
import dev.tollgate.gateway.deployment.FeedConsumer;
import dev.tollgate.gateway.routing.Router;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The APIs this node serves, as the deployment feed says. A change compiles what changed and swaps the router whole. */
final class Apis implements FeedConsumer {

    private static final String API = "api/";

    private final ApiCompiler compiler;
    private final Backends backends;
    private final Map<String, Mounted> mounted = new HashMap<>();
    private volatile Router<Mount> router = Router.empty();
    private volatile int size;

    private record Mounted(CompiledApi api, List<String> prefixes) {}

    Apis(ApiCompiler compiler, Backends backends) {
        this.compiler = compiler;
        this.backends = backends;
    }

    @Nullable
    Mount find(String path) {
        return router.find(path);
    }

    int size() {
        return size;
    }

    @Override
    public List<FeedFailure> accept(Collection<FeedItem> items, boolean everything) {
        List<FeedFailure> failures = new ArrayList<>();
        Map<String, @Nullable Mounted> changes = new LinkedHashMap<>();
        if (everything) {
            mounted.keySet().forEach(key -> changes.put(key, null));
        }
        for (FeedItem item : items) {
            try {
                if (item.getKey().startsWith(API)) {
                    changes.put(item.getKey(), item.hasApi() ? compile(item.getApi()) : null);
                } else if (item.getKey().equals("backend-networks")) {
                    backends.allow(item);
                }
            } catch (RuntimeException failure) {
                changes.remove(item.getKey());
                failures.add(failure(item.getKey(), failure));
            }
        }
        swap(changes, failures);
        return failures;
    }

    private @Nullable Mounted compile(DeployedApi api) {
        CompiledApi compiled = compiler.compile(api);
        if (api.getLifeCycleState() == LifeCycleState.LIFE_CYCLE_STATE_RETIRED) {
            return null;
        }
        return new Mounted(
                compiled,
                api.getDefaultVersion() ? List.of(compiled.name(), api.getContext()) : List.of(compiled.name()));
    }

    @SuppressWarnings("ReferenceEquality") // a prefix belongs to the very API that mounted it
    private void swap(Map<String, @Nullable Mounted> changes, List<FeedFailure> failures) {
        Router<Mount> changed = router;
        for (String key : changes.keySet()) {
            Mounted old = mounted.remove(key);
            for (String prefix : old == null ? List.<String>of() : old.prefixes) {
                Mount held = changed.find(prefix);
                if (held != null && held.api() == Objects.requireNonNull(old).api) {
                    changed = changed.with(prefix, null);
                }
            }
        }
        for (Map.Entry<String, @Nullable Mounted> entry : changes.entrySet()) {
            Mounted added = entry.getValue();
            if (added == null) {
                continue;
            }
            for (String prefix : added.prefixes) {
                Mount held = changed.find(prefix);
                if (held != null && held.prefixLength() == prefix.length()) {
                    failures.add(failure(
                            entry.getKey(),
                            new IllegalStateException(prefix + " is taken by the API "
                                    + held.api().id())));
                } else {
                    changed = changed.with(prefix, new Mount(added.api, prefix.length()));
                }
            }
            mounted.put(entry.getKey(), added);
        }
        router = changed;
        size = mounted.size();
    }

    private static FeedFailure failure(String key, RuntimeException why) {
        return FeedFailure.newBuilder()
                .setKey(key)
                .setError(String.valueOf(why.getMessage()))
                .build();
    }
}
