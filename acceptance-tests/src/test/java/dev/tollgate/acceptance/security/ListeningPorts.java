package dev.tollgate.acceptance.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** TCP ports that a process of this machine listens on, from /proc. */
final class ListeningPorts {

    private static final String LISTEN = "0A";

    private ListeningPorts() {}

    static boolean canSee(long pid) {
        return Files.isReadable(Path.of("/proc/" + pid + "/fd"));
    }

    static Set<Integer> of(long pid) {
        Set<String> inodes = sockets(pid);
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)))
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > 9 && columns[3].equals(LISTEN) && inodes.contains(columns[9]))
                .map(columns -> Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sockets(long pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors
                    .map(ListeningPorts::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
