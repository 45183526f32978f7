package dev.tollgate.provision.redis;

import dev.tollgate.provision.server.Binaries;
import dev.tollgate.provision.server.ProvisionException;
import dev.tollgate.provision.server.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first of the Redis programs at hand that runs on this machine. */
final class RedisProgram {

    private record Candidate(String name, String resource) {}

    /** The first needs the machine's libssl.so.3; the second is linked statically and needs nothing. */
    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate("redis-server-6.2.11", "redis-server-6.2.6-v5-linux-amd64"),
            new Candidate("redis-server-6.2.7-static", "redis-server-6.2.7-linux-386"));

    private RedisProgram() {}

    static Path in(Binaries binaries) {
        String reason = "";
        for (Candidate candidate : CANDIDATES) {
            Path program = binaries.program(candidate.name, candidate.resource);
            ServerProcess.Outcome outcome =
                    ServerProcess.run(List.of(program.toString(), "--version"), Path.of("/"), Optional.empty());
            if (outcome.status() == 0) {
                return program;
            }
            reason = outcome.output().strip();
        }
        throw new ProvisionException("No Redis program runs on this machine (" + reason
                + "): install the package libssl3 (OpenSSL 3), then start again.");
    }
}
