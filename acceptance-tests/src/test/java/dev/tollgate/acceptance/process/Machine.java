package dev.tollgate.acceptance.process;

import dev.tollgate.provision.certificate.CertificateAuthority;
import dev.tollgate.provision.certificate.PemFiles;
import dev.tollgate.provision.database.DatabaseInitialiser;
import dev.tollgate.provision.database.RolePasswords;
import dev.tollgate.provision.database.ServiceSchemas;
import dev.tollgate.provision.postgres.EmbeddedPostgres;
import dev.tollgate.provision.redis.EmbeddedRedis;
import dev.tollgate.provision.server.LoopbackPort;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What an operator prepares before starting services one by one: PostgreSQL, Redis, roles, certificates, ports. */
final class Machine implements AutoCloseable {

    static final String ADMINISTRATOR = "admin";
    static final String PASSWORD = "Standing-alone-7";

    private static final List<String> PEERS = List.of("key-manager", "publisher", "store", "traffic-manager");

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final EmbeddedRedis redis;
    private final CertificateAuthority authority;
    private final RolePasswords passwords = RolePasswords.random();
    private final Map<String, Integer> internalPorts =
            PEERS.stream().collect(Collectors.toMap(peer -> peer, peer -> LoopbackPort.free()));

    private Machine(Path directory, EmbeddedPostgres postgres, EmbeddedRedis redis) {
        this.directory = directory;
        this.postgres = postgres;
        this.redis = redis;
        this.authority = CertificateAuthority.open(directory.resolve("certificates"));
    }

    static Machine prepare(Path directory) {
        Machine machine = new Machine(
                directory,
                EmbeddedPostgres.in(directory.resolve("postgres")).start(),
                EmbeddedRedis.in(directory.resolve("redis")).start());
        new DatabaseInitialiser(
                        machine.postgres.jdbcUrl("postgres"), machine.postgres.superuser(), machine.postgres.password())
                .initialise(machine.passwords);
        return machine;
    }

    /** The administrator's allow-list of backend networks starts with loopback here. */
    ServiceProcess start(String service) {
        return start(service, Map.of());
    }

    /** @param different settings instead of the usual ones */
    ServiceProcess start(String service, Map<String, String> different) {
        int port = LoopbackPort.free();
        int management = LoopbackPort.free();
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("server.address", "127.0.0.1");
        configuration.put("management.server.port", "" + management);
        configuration.put("management.server.address", "127.0.0.1");
        configuration.put("tollgate.public-url", "https://localhost:9443");
        internal(service, configuration);
        switch (service) {
            case "gateway" -> gateway(port, configuration);
            case "traffic-manager" -> {
                servlet(service, port, configuration);
                configuration.put("tollgate.redis.uri", redis.uri());
            }
            case "key-manager" -> {
                servlet(service, port, configuration);
                configuration.put("tollgate.key-manager.user.admin-username", ADMINISTRATOR);
                configuration.put("tollgate.key-manager.user.admin-password", PASSWORD);
            }
            case "publisher" -> {
                servlet(service, port, configuration);
                String environment = "tollgate.publisher.deployment.environments[0].";
                configuration.put(environment + "name", "Default");
                configuration.put(environment + "display-name", "Default");
                configuration.put(environment + "vhost", "localhost");
                configuration.put(environment + "http-port", "8280");
                configuration.put(environment + "https-port", "8243");
                configuration.put("tollgate.publisher.backend.networks", "127.0.0.0/8");
            }
            default -> servlet(service, port, configuration);
        }
        configuration.putAll(different);
        return ServiceProcess.start(service, port, management, configuration);
    }

    @Override
    public void close() {
        redis.close();
        postgres.close();
    }

    private void servlet(String service, int port, Map<String, String> configuration) {
        ServiceSchemas schemas =
                ServiceSchemas.valueOf(service.toUpperCase(Locale.ROOT).replace('-', '_'));
        configuration.put("server.port", "" + port);
        configuration.put("spring.datasource.url", postgres.jdbcUrl(DatabaseInitialiser.DATABASE));
        configuration.put("spring.datasource.username", schemas.runningRole());
        configuration.put("spring.datasource.password", passwords.of(schemas.runningRole()));
        configuration.put("spring.flyway.user", schemas.ownerRole());
        configuration.put("spring.flyway.password", passwords.of(schemas.ownerRole()));
    }

    private void gateway(int port, Map<String, String> configuration) {
        PemFiles tls = authority.issueServer(List.of());
        configuration.put("tollgate.gateway.node-id", "gateway-alone");
        configuration.put("tollgate.gateway.environment", "Default");
        configuration.put("tollgate.gateway.address", "127.0.0.1");
        configuration.put("tollgate.gateway.http-port", "" + port);
        configuration.put("tollgate.gateway.https-port", "" + LoopbackPort.free());
        configuration.put(
                "tollgate.gateway.data-directory", directory.resolve("gateway").toString());
        configuration.put("tollgate.gateway.token-endpoint", "http://127.0.0.1:9843/oauth2/token");
        configuration.put("tollgate.gateway.tls.certificate", tls.certificate().toString());
        configuration.put("tollgate.gateway.tls.private-key", tls.privateKey().toString());
    }

    private void internal(String service, Map<String, String> configuration) {
        PemFiles files = authority.issue(service, List.of());
        configuration.put("tollgate.internal.address", "127.0.0.1");
        configuration.put("tollgate.internal.port", "" + internalPorts.getOrDefault(service, LoopbackPort.free()));
        configuration.put("tollgate.internal.certificate", files.certificate().toString());
        configuration.put("tollgate.internal.private-key", files.privateKey().toString());
        configuration.put("tollgate.internal.ca", files.authority().toString());
        internalPorts.forEach(
                (peer, port) -> configuration.put("tollgate.internal.peers." + peer, "127.0.0.1:" + port));
    }
}
