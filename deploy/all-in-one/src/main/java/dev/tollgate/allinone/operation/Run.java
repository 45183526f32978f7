package dev.tollgate.allinone.operation;

import dev.tollgate.allinone.backend.SampleBackend;
import dev.tollgate.allinone.installation.Answer;
import dev.tollgate.allinone.installation.DataDirectory;
import dev.tollgate.allinone.installation.InstallationSecrets;
import dev.tollgate.allinone.installation.Options;
import dev.tollgate.allinone.installation.Ports;
import dev.tollgate.allinone.service.Distribution;
import dev.tollgate.allinone.service.GatewayProcess;
import dev.tollgate.allinone.service.RunningService;
import dev.tollgate.allinone.service.ServiceAddresses;
import dev.tollgate.allinone.service.ServiceArguments;
import dev.tollgate.allinone.service.ServiceName;
import dev.tollgate.provision.certificate.CertificateAuthority;
import dev.tollgate.provision.certificate.PemFiles;
import dev.tollgate.provision.database.DatabaseInitialiser;
import dev.tollgate.provision.server.DirectoryLock;
import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs pattern 1 in this process until it is told to stop. */
public final class Run {

    private static final System.Logger LOG = System.getLogger(Run.class.getName());
    private static final String FRONT = "dev.tollgate.front.FrontApplication";

    private final Options options;
    private final PrintStream out;
    private final Progress progress;
    private final CountDownLatch stop = new CountDownLatch(1);

    /** What runs, the last started first; guarded by itself. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    /** Progress goes to one stream; the answer, where JSON is asked for, is all that goes to the other. */
    public Run(Options options, PrintStream out, PrintStream progress) {
        this.options = options;
        this.out = out;
        this.progress = new Progress(progress);
    }

    public int run() {
        List<ServiceName> services = ServiceName.chosen(options.services());
        DataDirectory data = DataDirectory.prepare(options.data());
        try (DirectoryLock lock = lock(data)) {
            try {
                begin(data);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stopInOrder(data), "stop"));
                // the directory's lock is ours: what runs here still is what a killed launcher left, and it holds ports
                data.furtherGateways().forEach(GatewayProcess::stopLeftOver);
                Ports.requireFree(options);
                start(data, services);
                LOG.log(System.Logger.Level.INFO, "ready, holding {0}", lock);
                giveBackMemory();
                watch();
                return 0;
            } catch (IOException e) {
                throw new ProvisionException("Could not write in " + data.path() + ": " + e.getMessage() + ".", e);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "could not start", e);
                throw e;
            } finally {
                stopInOrder(data);
            }
        }
    }

    private void start(DataDirectory data, List<ServiceName> names) throws IOException {
        Distribution distribution = new Distribution(options.distribution());
        InstallationSecrets secrets = InstallationSecrets.open(data, options);
        if (!secrets.firstStart()
                && options.adminPassword()
                        .filter(given -> !given.equals(secrets.adminPassword()))
                        .isPresent()) {
            progress.warn("TOLLGATE_ADMIN_PASSWORD counts at the first start only; the password stays as it is.");
        }
        Servers servers = add(Servers.start(data));
        progress.say("PostgreSQL and Redis run");
        CertificateAuthority authority = CertificateAuthority.open(data.certificates());
        publish(authority.certificateFile(), data.caCertificate());
        new DatabaseInitialiser(
                        servers.postgres().jdbcUrl("postgres"),
                        servers.postgres().superuser(),
                        servers.postgres().password())
                .initialise(secrets.roles());
        progress.say("database, roles and certificates are there");

        ServiceAddresses addresses = ServiceAddresses.choose(names, options.portOffset());
        ServiceArguments arguments = new ServiceArguments(
                options,
                data,
                secrets,
                authority,
                addresses,
                servers.postgres().jdbcUrl(DatabaseInitialiser.DATABASE),
                servers.redis().uri());
        SampleBackend backend = add(SampleBackend.start(earlierBackend(data)));
        Files.writeString(data.sampleBackend(), backend.url() + "\n");
        ClassLoader libraries = distribution.sharedLibraries();
        Services services = add(new Services(options, data, distribution, libraries, arguments, progress));
        Answer answer = new Answer(options, data, ProcessHandle.current().pid());
        services.start(names);
        add(front(data, distribution, libraries, authority, arguments));
        writeAddresses(data, names, addresses, services);
        supervise(servers, services);
        writeAside(data.answer(), answer.json() + "\n");
        progress.say("ready: " + answer.frontTls() + ", gateway " + answer.gatewayTls());
        if (options.json()) {
            out.println(answer.json());
        }
    }

    private RunningService front(
            DataDirectory data,
            Distribution distribution,
            ClassLoader libraries,
            CertificateAuthority authority,
            ServiceArguments arguments) {
        PemFiles tls = authority.issueServer(arguments.serverNames());
        List<String> front = new ArrayList<>(List.of(
                "address=" + options.listen(),
                "https-port=" + Ports.FRONT_TLS.at(options.portOffset()),
                "http-port=" + Ports.FRONT.at(options.portOffset()),
                "tls.certificate=" + tls.certificate(),
                "tls.private-key=" + tls.privateKey()));
        for (ServiceName service : ServiceName.values()) {
            if (service != ServiceName.GATEWAY) {
                front.add("services." + service.key() + "=127.0.0.1:"
                        + arguments.addresses().of(service).http());
            }
        }
        return RunningService.start(
                "front",
                FRONT,
                distribution.classPath("front"),
                libraries,
                front.stream().map(argument -> "--tollgate.front." + argument).toList(),
                data.log("launcher"));
    }

    private static DirectoryLock lock(DataDirectory data) {
        try {
            return DirectoryLock.take(data.path());
        } catch (ProvisionException e) {
            if (data.launcher().isPresent()) {
                throw new ProvisionException(
                        "Tollgate already runs on " + data.path() + " (process "
                                + data.launcher().getAsLong()
                                + "): see ./tollgate status, or stop it with ./tollgate down first.",
                        e);
            }
            throw e;
        }
    }

    private static void begin(DataDirectory data) throws IOException {
        Files.deleteIfExists(data.answer());
        Files.deleteIfExists(data.addresses());
        Files.writeString(data.pidFile(), ProcessHandle.current().pid() + "\n");
        Logging.to(data.logs(), data.log("launcher"));
    }

    /** The sample backend's address stays: published APIs point there, and the next run tries the same port. */
    private static void forget(DataDirectory data) {
        try {
            Files.deleteIfExists(data.answer());
            Files.deleteIfExists(data.addresses());
            Files.deleteIfExists(data.pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int earlierBackend(DataDirectory data) {
        try {
            return URI.create(Files.readString(data.sampleBackend()).strip()).getPort();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }

    private static void writeAddresses(
            DataDirectory data, List<ServiceName> names, ServiceAddresses addresses, Services services)
            throws IOException {
        Properties ports = addresses.managementPorts(names);
        services.gatewayPorts()
                .forEach((number, triple) ->
                        ports.setProperty("gateway-" + (number + 1), Integer.toString(triple.management())));
        StringBuilder text = new StringBuilder();
        ports.stringPropertyNames().stream()
                .sorted()
                .forEach(name -> text.append(name)
                        .append('=')
                        .append(ports.getProperty(name))
                        .append('\n'));
        Files.writeString(data.addresses(), text.toString());
    }

    private static void publish(Path from, Path to) throws IOException {
        writeAside(to, Files.readString(from));
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static void writeAside(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void supervise(Servers servers, Services services) {
        Thread.ofPlatform().daemon().name("supervisor").start(() -> {
            try {
                while (!stop.await(1, TimeUnit.SECONDS)) {
                    try {
                        servers.revive();
                        services.revive();
                    } catch (ProvisionException e) {
                        LOG.log(System.Logger.Level.ERROR, "could not start it again; trying on", e);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Starting takes more than running: the collector returns the difference to the system when it is asked. */
    private static void giveBackMemory() {
        System.gc();
    }

    private void watch() {
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T extends AutoCloseable> T add(T started) {
        synchronized (running) {
            running.push(started);
        }
        return started;
    }

    /** Called by whoever notices first, the signal's hook or the failed start; the other finds nothing left to do. */
    private void stopInOrder(DataDirectory data) {
        stop.countDown();
        synchronized (running) {
            while (!running.isEmpty()) {
                try {
                    running.pop().close();
                } catch (Exception e) {
                    progress.warn("could not stop in order: " + e); // the log is closed by now
                }
            }
            forget(data);
        }
    }
}
