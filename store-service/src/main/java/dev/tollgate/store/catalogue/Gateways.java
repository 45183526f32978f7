package dev.tollgate.store.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway environments, by the Publisher's view, and the addresses under which an API answers there. */
@Repository
public class Gateways {

    private final JdbcClient database;
    private final JsonMapper json;

    Gateways(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A gateway environment that consumers reach. */
    public record Environment(String name, String displayName, String type, List<Host> hosts) {}

    /**
     * An address of an environment.
     *
     * @param path prefix of every API's context, empty or beginning with a slash
     * @param httpPort 0: none
     * @param httpsPort 0: none
     */
    public record Host(String host, String path, int httpPort, int httpsPort) {

        public @Nullable String https() {
            return httpsPort == 0 ? null : "https://" + host + (httpsPort == 443 ? "" : ":" + httpsPort) + path;
        }

        public @Nullable String http() {
            return httpPort == 0 ? null : "http://" + host + (httpPort == 80 ? "" : ":" + httpPort) + path;
        }
    }

    public List<Environment> all() {
        return database.sql("SELECT name, display_name, type, vhosts FROM apis.environments_v1 ORDER BY name")
                .query(this::environment)
                .list();
    }

    /** Every address under which consumers reach this version of the API, HTTPS first. */
    public List<String> addresses(PublishedApi api) {
        return addresses(api, of(api));
    }

    static List<String> addresses(PublishedApi api, List<Environment> environments) {
        return environments.stream()
                .flatMap(environment -> environment.hosts().stream())
                .flatMap(host -> Stream.of("https", "http")
                        .filter(scheme ->
                                api.transports().isEmpty() || api.transports().contains(scheme))
                        .map(scheme -> scheme.equals("https") ? host.https() : host.http())
                        .flatMap(Stream::ofNullable))
                .map(address -> address + versionPath(api))
                .distinct()
                .toList();
    }

    /** The environments an API is deployed to. */
    public List<Environment> of(PublishedApi api) {
        return all().stream()
                .filter(environment -> api.environments().contains(environment.name()))
                .toList();
    }

    /** The path under which gateways serve one version of an API. */
    static String versionPath(PublishedApi api) {
        String context = "/" + strip(api.context());
        if (context.contains("{version}")) {
            return context.replace("{version}", api.version());
        }
        return context + "/" + api.version();
    }

    /** The path of the default version, without a version in it. */
    static String defaultPath(PublishedApi api) {
        return "/" + strip(api.context().replace("/{version}", "").replace("{version}", ""));
    }

    private static String strip(String context) {
        return context.replaceAll("^/+|/+$", "");
    }

    private Environment environment(ResultSet row, int number) throws SQLException {
        var hosts = new ArrayList<Host>();
        for (JsonNode host : json.readTree(Objects.requireNonNullElse(row.getString("vhosts"), "[]"))) {
            String path = strip(host.path("httpContext").asString(""));
            hosts.add(new Host(
                    host.path("host").asString("localhost"),
                    path.isEmpty() ? "" : "/" + path,
                    host.path("httpPort").asInt(0),
                    host.path("httpsPort").asInt(0)));
        }
        String name = row.getString("name");
        return new Environment(
                name,
                Objects.requireNonNullElse(row.getString("display_name"), name),
                Objects.requireNonNullElse(row.getString("type"), "hybrid"),
                List.copyOf(hosts));
    }
}
