package dev.tollgate.acceptance.reliability;

import static org.awaitility.Awaitility.await;

import dev.tollgate.acceptance.installation.MachineTool;
import dev.tollgate.provision.server.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real NGINX in front of gateways, configured as deploy/nginx/external is: connections pass through as TCP, a node that cannot be
 * connected to is left out for two seconds and the next one tried.
 */
final class Balancer implements AutoCloseable {

    private static final String[] PROGRAMS = {"/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"};
    private static final Path STREAM = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");

    private final Process process;
    private final Path log;
    private final int port;

    private Balancer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts it before gateways on these ports of 127.0.0.1. The test is skipped where there is no NGINX that can do this. */
    static Balancer before(List<Integer> gateways) {
        try {
            Path directory = Files.createTempDirectory("tollgate-balancer-");
            int port = LoopbackPort.free();
            Path configuration = Files.writeString(directory.resolve("nginx.conf"), configuration(port, gateways));
            String program = MachineTool.find("NGINX", PROGRAMS).toString();
            if (run(directory, program, configuration, "-t").waitFor() != 0) {
                throw MachineTool.missing("NGINX has no stream module; see " + directory);
            }
            Process process = run(directory, program, configuration);
            Balancer balancer = new Balancer(process, directory.resolve("connections.log"), port);
            await("NGINX to listen; its log is in " + directory)
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !LoopbackPort.free(port));
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** How many connections that have ended were this gateway's. */
    long connections(int gateway) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.endsWith(":" + gateway)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Process run(Path directory, String program, Path configuration, String... more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                program, "-p", directory.toString(), "-e", "error.log", "-c", configuration.toString());
        builder.command().addAll(List.of(more));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output.log").toFile()))
                .start();
    }

    private static String configuration(int port, List<Integer> gateways) {
        String module = Files.exists(STREAM) ? "load_module " + STREAM + ";\n" : "";
        String servers = gateways.stream()
                .map(gateway -> "        server 127.0.0.1:" + gateway + " max_fails=1 fail_timeout=2s;\n")
                .collect(Collectors.joining());
        return module + """
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            events {
                worker_connections 1024;
            }
            stream {
                log_format upstream '$upstream_addr';
                access_log connections.log upstream;
                proxy_connect_timeout 1s;
                proxy_timeout 10m;
                tcp_nodelay on;
                upstream gateways {
            %s    }
                server {
                    listen 127.0.0.1:%d;
                    proxy_pass gateways;
                }
            }
            """.formatted(servers, port);
    }
}
