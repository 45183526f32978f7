package dev.tollgate.keymanager;

import dev.tollgate.platform.testing.InternalCertificates;
import dev.tollgate.platform.testing.RealPostgres;
import dev.tollgate.provision.certificate.PemFiles;
import dev.tollgate.provision.server.LoopbackPort;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A Key Manager on a real PostgreSQL, one for each test JVM, with stand-ins for Store's views. */
public final class RunningKeyManager {

    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "first-administrator";
    public static final String ISSUER = "https://localhost:9443";

    private static final RunningKeyManager INSTANCE = new RunningKeyManager();

    private final ConfigurableApplicationContext context;
    private final int internalPort = LoopbackPort.free();

    private RunningKeyManager() {
        standInForStore();
        context = start(internalPort);
    }

    public static RunningKeyManager get() {
        return INSTANCE;
    }

    /** Another node over the same database. */
    public static ConfigurableApplicationContext start(int internalPort, String... more) {
        List<String> arguments =
                new ArrayList<>(Arrays.asList(RealPostgres.get().arguments("key-manager")));
        InternalCertificates.get()
                .properties("key-manager")
                .forEach((key, value) -> arguments.add("--" + key + "=" + value));
        arguments.addAll(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--tollgate.public-url=" + ISSUER,
                "--tollgate.internal.port=" + internalPort,
                "--tollgate.key-manager.user.admin-username=" + ADMIN,
                "--tollgate.key-manager.user.admin-password=" + ADMIN_PASSWORD));
        arguments.addAll(Arrays.asList(more));
        return KeyManagerApplication.start(arguments.toArray(String[]::new));
    }

    public static int publicPort(ConfigurableApplicationContext context) {
        return Integer.parseInt(context.getEnvironment().getProperty("local.server.port", "0"));
    }

    public String url() {
        return "http://127.0.0.1:" + publicPort(context);
    }

    public int managementPort() {
        return Integer.parseInt(context.getEnvironment().getProperty("local.management.port", "0"));
    }

    /** A channel to the internal contracts, as gateway, store, publisher or traffic-manager. */
    public ManagedChannel channel(String peer) {
        PemFiles files = InternalCertificates.get().of(peer);
        try {
            return Grpc.newChannelBuilderForAddress(
                            "127.0.0.1",
                            internalPort,
                            TlsChannelCredentials.newBuilder()
                                    .keyManager(
                                            files.certificate().toFile(),
                                            files.privateKey().toFile())
                                    .trustManager(files.authority().toFile())
                                    .build())
                    .overrideAuthority("key-manager")
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    private static void standInForStore() {
        try (Connection owner = RealPostgres.get().connectAsOwner("store");
                Statement statement = owner.createStatement()) {
            statement.execute("""
                CREATE TABLE subscriptions.applications_v1 (application_id uuid, name text, owner text, throttling_policy text,
                    status text, blocked bool, token_type text, created_at timestamptz);
                CREATE TABLE subscriptions.subscriptions_v1 (subscription_id uuid, application_id uuid, application_name text,
                    owner text, api_id uuid, throttling_policy text, state text, created_at timestamptz);
                CREATE TABLE subscriptions.outbox_v1 (sequence bigint, key text, recorded_at timestamptz);
                CREATE TABLE subscriptions.outbox_position_v1 (sequence bigint);
                INSERT INTO subscriptions.outbox_position_v1 VALUES (0);
                GRANT USAGE ON SCHEMA subscriptions TO tollgate_key_manager;
                GRANT SELECT ON subscriptions.applications_v1, subscriptions.subscriptions_v1, subscriptions.outbox_v1,
                    subscriptions.outbox_position_v1 TO tollgate_key_manager;
                """);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
