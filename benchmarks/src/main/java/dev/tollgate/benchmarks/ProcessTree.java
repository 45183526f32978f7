package dev.tollgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All processes of an installation: the launcher's JVM, its children, and the servers that name the data directory. */
record ProcessTree(Set<Long> pids) {

    private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
    private static final Pattern RSS = Pattern.compile("(?m)^Rss:\\s+(\\d+) kB");

    static ProcessTree of(Installation installation) {
        String directory = installation.data().toString();
        Set<ProcessHandle> roots = ProcessHandle.allProcesses()
                .filter(process -> process.pid() == installation.pid()
                        || commandLine(process.pid()).contains(directory))
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .collect(Collectors.toSet());
        Set<Long> pids = new HashSet<>();
        for (ProcessHandle root : roots) {
            pids.add(root.pid());
            try (Stream<ProcessHandle> children = root.descendants()) {
                children.forEach(child -> pids.add(child.pid()));
            }
        }
        return new ProcessTree(pids);
    }

    /** Resident memory in MiB, pages shared by several processes counted once. */
    double proportionalMiB() {
        return sum(PSS);
    }

    /** The sum of what each process has resident; PostgreSQL's shared buffers count once for each of its processes. */
    double residentMiB() {
        return sum(RSS);
    }

    private double sum(Pattern field) {
        long kilobytes = 0;
        for (long pid : pids) {
            Matcher matcher = field.matcher(read(pid, "smaps_rollup"));
            if (matcher.find()) {
                kilobytes += Long.parseLong(matcher.group(1));
            }
        }
        return kilobytes / 1024.0;
    }

    static String commandLine(long pid) {
        return read(pid, "cmdline").replace('\0', ' ');
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException gone) {
            return "";
        }
    }
}
