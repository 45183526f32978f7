package dev.tollgate.acceptance.installation;

import dev.tollgate.acceptance.http.Authorization;
import dev.tollgate.acceptance.http.Http;
import dev.tollgate.acceptance.http.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The installation under test. {@code TOLLGATE_INSTALLATION} (property or environment) names the JSON file of one that
 * runs; otherwise pattern 1 with two gateways is started for the run, and stopped at its end.
 */
public final class Installation implements AutoCloseable {

    private static final String VARIABLE = "TOLLGATE_INSTALLATION";

    private final Addresses addresses;
    private final Http http;
    private final @Nullable Launcher launcher;
    private final Path data;

    private Installation(Addresses addresses, @Nullable Launcher launcher, Path data) {
        this.addresses = addresses;
        this.data = data;
        this.http = Http.trusting(addresses.caCertificate());
        this.launcher = launcher;
    }

    static Installation open() {
        String running = System.getProperty(VARIABLE, System.getenv().getOrDefault(VARIABLE, ""));
        if (!running.isEmpty()) {
            Path file = Path.of(running).toAbsolutePath();
            return new Installation(
                    Addresses.read(file), null, file.resolveSibling("..").normalize());
        }
        Launcher launcher = Launcher.withGateways(2);
        return new Installation(launcher.up(), launcher, launcher.data());
    }

    /** One that somebody else stops. */
    public static Installation at(Addresses addresses, Path data) {
        return new Installation(addresses, null, data);
    }

    /** Its data directory: {@code run/tollgate.json} below it holds the addresses. */
    public Path data() {
        return data;
    }

    public Addresses addresses() {
        return addresses;
    }

    public Http http() {
        return http;
    }

    /** All gateways, each by its own address. */
    public Gateways gateways() {
        List<String> urls = addresses.gateways().isEmpty() ? List.of(addresses.gateway()) : addresses.gateways();
        return new Gateways(
                urls.stream().map(url -> rest(url, Authorization.NONE)).toList());
    }

    public Rest front(Authorization caller) {
        return rest(addresses.front(), caller);
    }

    public Rest publisher(Authorization caller) {
        return rest(addresses.front() + "/api/am/publisher/v4", caller);
    }

    public Rest store(Authorization caller) {
        return rest(addresses.front() + "/api/am/devportal/v3", caller);
    }

    public Rest admin(Authorization caller) {
        return rest(addresses.front() + "/api/am/admin/v4", caller);
    }

    public Rest rest(String base, Authorization caller) {
        return new Rest(http, base, caller);
    }

    /** The administrator of the first start. */
    public Authorization administrator() {
        try {
            JsonNode admin = JsonMapper.shared()
                    .readTree(Files.readString(addresses.credentialsFile()))
                    .path("admin");
            return Authorization.basic(
                    admin.path("username").asString(), admin.path("password").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        if (launcher != null) {
            launcher.close();
        }
    }
}
