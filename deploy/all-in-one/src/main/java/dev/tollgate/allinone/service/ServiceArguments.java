package dev.tollgate.allinone.service;

import dev.tollgate.allinone.installation.DataDirectory;
import dev.tollgate.allinone.installation.InstallationSecrets;
import dev.tollgate.allinone.installation.Options;
import dev.tollgate.allinone.installation.Ports;
import dev.tollgate.provision.certificate.CertificateAuthority;
import dev.tollgate.provision.certificate.PemFiles;
import dev.tollgate.provision.database.ServiceSchemas;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The configuration that pattern 1 gives each service, as arguments of its {@code start}. */
public record ServiceArguments(
        Options options,
        DataDirectory data,
        InstallationSecrets secrets,
        CertificateAuthority authority,
        ServiceAddresses addresses,
        String databaseUrl,
        String redisUri) {

    private static final String LOOPBACK = "127.0.0.1";

    public List<String> of(ServiceName service) {
        Map<String, Object> properties = new LinkedHashMap<>();
        ServiceAddresses.Triple ports = addresses.of(service);
        common(properties, service, ports);
        // the launcher stops the services, in its own order
        properties.put("spring.main.register-shutdown-hook", false);
        properties.put("spring.main.banner-mode", "off");
        service.schemas().ifPresent(schemas -> database(properties, schemas));
        switch (service) {
            case KEY_MANAGER -> {
                properties.put("tollgate.key-manager.user.admin-username", InstallationSecrets.ADMIN);
                properties.put("tollgate.key-manager.user.admin-password", secrets.adminPassword());
                properties.put("tollgate.key-manager.signin.portal-origins", String.join(",", portalOrigins()));
            }
            case PUBLISHER -> publisher(properties);
            case TRAFFIC_MANAGER -> properties.put("tollgate.redis.uri", redisUri);
            case STORE ->
                properties.put(
                        "tollgate.store.portal.key-manager",
                        "http://" + LOOPBACK + ":"
                                + addresses.of(ServiceName.KEY_MANAGER).http());
            case GATEWAY -> gateway(properties, 0);
        }
        return arguments(properties);
    }

    /** Arguments of a further gateway, a process of its own. */
    public List<String> ofGateway(int number, ServiceAddresses.Triple ports) {
        Map<String, Object> properties = new LinkedHashMap<>();
        common(properties, ServiceName.GATEWAY, ports);
        properties.put("logging.file.name", data.log("gateway-" + (number + 1)));
        properties.put("logging.threshold.console", "off");
        gateway(properties, number);
        // it may start again while calls go on: who balances over these ports finds it when it is ready
        properties.put("tollgate.gateway.invocation.start-wait", "10s");
        return arguments(properties);
    }

    private void common(Map<String, Object> properties, ServiceName service, ServiceAddresses.Triple ports) {
        PemFiles certificate = authority.issue(service.key(), List.of());
        properties.put("server.port", ports.http());
        properties.put("server.address", LOOPBACK);
        properties.put("management.server.port", ports.management());
        properties.put("management.server.address", LOOPBACK);
        properties.put("tollgate.public-url", options.publicUrl());
        properties.put("tollgate.internal.address", LOOPBACK);
        properties.put("tollgate.internal.port", ports.internal());
        properties.put("tollgate.internal.certificate", certificate.certificate());
        properties.put("tollgate.internal.private-key", certificate.privateKey());
        properties.put("tollgate.internal.ca", certificate.authority());
        for (ServiceName peer : ServiceName.values()) {
            if (peer != ServiceName.GATEWAY) {
                properties.put(
                        "tollgate.internal.peers." + peer.key(),
                        LOOPBACK + ":" + addresses.of(peer).internal());
            }
        }
    }

    private void database(Map<String, Object> properties, ServiceSchemas schemas) {
        properties.put("spring.datasource.url", databaseUrl);
        properties.put("spring.datasource.username", schemas.runningRole());
        properties.put("spring.datasource.password", secrets.roles().of(schemas.runningRole()));
        properties.put("spring.flyway.user", schemas.ownerRole());
        properties.put("spring.flyway.password", secrets.roles().of(schemas.ownerRole()));
    }

    /** Every address of the front: a portal sends users to sign in and gets them back at the one they came by. */
    List<String> portalOrigins() {
        URI publicUrl = URI.create(options.publicUrl());
        int plain = Ports.FRONT.at(options.portOffset());
        return Stream.of(
                        publicUrl.getScheme() + "://" + publicUrl.getRawAuthority(),
                        "https://localhost:" + Ports.FRONT_TLS.at(options.portOffset()),
                        "http://localhost:" + plain,
                        "http://" + LOOPBACK + ":" + plain)
                .distinct()
                .toList();
    }

    private void publisher(Map<String, Object> properties) {
        String environment = "tollgate.publisher.deployment.environments[0].";
        properties.put(environment + "name", "Default");
        properties.put(environment + "display-name", "Default");
        properties.put(environment + "vhost", options.publicHost());
        properties.put(environment + "http-port", Ports.GATEWAY.at(options.portOffset()));
        properties.put(environment + "https-port", Ports.GATEWAY_TLS.at(options.portOffset()));
        properties.put("tollgate.publisher.backend.networks", "127.0.0.0/8,::1/128");
    }

    private void gateway(Map<String, Object> properties, int number) {
        PemFiles tls = authority.issueServer(serverNames());
        properties.put("tollgate.gateway.node-id", "gateway-" + (number + 1));
        properties.put("tollgate.gateway.environment", "Default");
        properties.put("tollgate.gateway.address", options.listen());
        properties.put("tollgate.gateway.http-port", Ports.GATEWAY.at(options.portOffset(), number));
        properties.put("tollgate.gateway.https-port", Ports.GATEWAY_TLS.at(options.portOffset(), number));
        properties.put("tollgate.gateway.data-directory", data.gateway(number));
        properties.put(
                "tollgate.gateway.token-endpoint",
                "http://" + LOOPBACK + ":"
                        + addresses.of(ServiceName.KEY_MANAGER).http() + "/oauth2/token");
        properties.put("tollgate.gateway.tls.certificate", tls.certificate());
        properties.put("tollgate.gateway.tls.private-key", tls.privateKey());
    }

    /** Beside the loopback names, what clients call this machine. */
    public List<String> serverNames() {
        List<String> names = new ArrayList<>(List.of(options.publicHost()));
        if (!options.loopback()
                && !options.listen().equals("0.0.0.0")
                && !options.listen().equals("::")) {
            names.add(options.listen());
        }
        return names;
    }

    private static List<String> arguments(Map<String, Object> properties) {
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toList();
    }
}
