package dev.tollgate.allinone.installation;

import dev.tollgate.provision.server.ProvisionException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The places in an installation's data directory. */
public record DataDirectory(Path path) {

    /** PostgreSQL's first start alone writes 60 MB. */
    private static final long LEAST_SPACE = 256L << 20;

    private static final String LAUNCHER = "dev.tollgate.allinone.Launcher";

    /** Makes the directory and what it needs, or says in one sentence why not. */
    public static DataDirectory prepare(Path path) {
        DataDirectory data = new DataDirectory(path);
        try {
            Files.createDirectories(path);
            if (!Files.isWritable(path)) {
                throw new AccessDeniedException(path.toString());
            }
            if (Files.getFileStore(path).getUsableSpace() < LEAST_SPACE) {
                throw new ProvisionException("The disk of " + path + " is full (less than " + (LEAST_SPACE >> 20)
                        + " MB free): free some space, or choose another place with --data.");
            }
            Files.createDirectories(data.logs());
            Files.createDirectories(data.run());
            return data;
        } catch (AccessDeniedException e) {
            throw new ProvisionException(
                    "No permission to write in " + path + owner(path)
                            + ": start as the user who owns it, or choose another place with --data.",
                    e);
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            throw new ProvisionException(
                    e.getFile() + " is a file where a directory is needed: choose another place with --data.", e);
        } catch (IOException e) {
            throw new ProvisionException(
                    "Could not use " + path + " as data directory (" + e.getMessage()
                            + "): choose another place with --data.",
                    e);
        }
    }

    public Path postgres() {
        return path.resolve("postgresql");
    }

    public Path redis() {
        return path.resolve("redis");
    }

    public Path certificates() {
        return path.resolve("certificates");
    }

    public Path binaries() {
        return path.resolve("binaries");
    }

    /** Of the first gateway (0) or a further one; also the working directory of its process. */
    public Path gateway(int number) {
        return path.resolve(number == 0 ? "gateway" : "gateway-" + (number + 1));
    }

    /** The directories of further gateways, whether they run or not. */
    public List<Path> furtherGateways() {
        List<Path> gateways = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "gateway-*")) {
            entries.forEach(gateways::add);
            return gateways;
        } catch (IOException e) {
            throw new ProvisionException("Could not read " + path + ": " + e.getMessage() + ".", e);
        }
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log(String service) {
        return logs().resolve(service + ".log");
    }

    /** The authority's certificate where every user may read it. */
    public Path caCertificate() {
        return path.resolve("ca.crt");
    }

    public Path secrets() {
        return path.resolve("secrets.properties");
    }

    public Path credentials() {
        return path.resolve("credentials.json");
    }

    /** What is true only while it runs. */
    public Path run() {
        return path.resolve("run");
    }

    public Path pidFile() {
        return run().resolve("pid");
    }

    /** The answer of {@code up}; there as soon as everything is ready. */
    public Path answer() {
        return run().resolve("tollgate.json");
    }

    /** Where the services of this run listen. */
    public Path addresses() {
        return run().resolve("services.properties");
    }

    public Path sampleBackend() {
        return run().resolve("sample-backend");
    }

    /**
     * The process that runs this installation. Its number alone proves nothing after a crash or a reboot; a launcher works in its data
     * directory and has its name in its command line.
     */
    public OptionalLong launcher() {
        try {
            long pid = Long.parseLong(Files.readString(pidFile()).strip());
            Path process = Path.of("/proc", Long.toString(pid));
            boolean ours = Files.readSymbolicLink(process.resolve("cwd")).equals(path.toRealPath())
                    && Files.readString(process.resolve("cmdline")).contains(LAUNCHER);
            return ours ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static String owner(Path path) {
        Path parent = path.getParent();
        if (!Files.exists(path) && parent != null) {
            return owner(parent);
        }
        try {
            return " (" + path + " belongs to " + Files.getOwner(path).getName() + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
