package dev.tollgate.publisher.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Bodies of APIs that no other test uses. */
public final class TestApis {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private TestApis() {}

    /** A name that stays free. */
    public static String name() {
        return "Pizza" + NUMBERS.incrementAndGet();
    }

    public static String plain(String name) {
        return plain(name, "1.0.0");
    }

    public static String plain(String name, String version) {
        return """
            {"name": "%s", "context": "%s", "version": "%s",
             "endpointConfig": {"endpoint_type": "http", "production_endpoints": {"url": "http://127.0.0.1:9/base"}},
             "operations": [{"target": "/menu", "verb": "GET"}, {"target": "/order/{id}", "verb": "PUT"}],
             "policies": ["Gold", "Bronze"]}
            """.formatted(name, name.toLowerCase(java.util.Locale.ROOT), version);
    }

    /** A new API of alice's. */
    public static String created() {
        return Client.alice().post("/apis", plain(name())).id();
    }
}
