package dev.tollgate.allinone.operation;

import dev.tollgate.allinone.installation.DataDirectory;
import dev.tollgate.allinone.installation.Options;
import dev.tollgate.allinone.service.GatewayProcess;
import dev.tollgate.provision.postgres.EmbeddedPostgres;
import dev.tollgate.provision.redis.EmbeddedRedis;
import dev.tollgate.provision.server.ProvisionException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops what {@code up} started on one data directory, also what a killed launcher left running, and nothing else. */
public final class Down {

    /** Gateways drain for a minute at most, then the rest stops. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final DataDirectory data;
    private final Progress progress;

    public Down(Options options, PrintStream progress) {
        this.data = new DataDirectory(options.data());
        this.progress = new Progress(progress);
    }

    public int run() {
        if (!Files.isDirectory(data.path())) {
            throw new ProvisionException(
                    "There is no installation in " + data.path() + ": name its directory with --data.");
        }
        OptionalLong launcher = data.launcher();
        if (launcher.isPresent()) {
            stop(launcher.getAsLong());
        }
        boolean left = leftOver();
        if (left) {
            stopLeftOver();
        }
        progress.say(launcher.isPresent() || left ? "stopped" : "nothing was running on " + data.path());
        return 0;
    }

    private void stop(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return;
        }
        progress.say("stopping process " + pid);
        if (!process.destroy()) {
            throw new ProvisionException(
                    "Process " + pid + " belongs to another user: run ./tollgate down as that user.");
        }
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            progress.say("it does not stop in order; ending it by force (nothing that was acknowledged is lost)");
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisionException("Interrupted before everything had stopped.", e);
        }
    }

    private boolean leftOver() {
        return EmbeddedPostgres.running(data.postgres())
                || EmbeddedRedis.running(data.redis())
                || data.furtherGateways().stream().anyMatch(GatewayProcess::running);
    }

    private void stopLeftOver() {
        progress.say("stopping what a killed launcher left behind");
        data.furtherGateways().forEach(GatewayProcess::stopLeftOver);
        EmbeddedRedis.stopLeftOver(data.redis());
        EmbeddedPostgres.stopLeftOver(data.postgres());
    }
}
