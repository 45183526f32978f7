package dev.tollgate.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of closed-loop load by wrk, and what it cost the process under load. */
record Load(double perSecond, double cpuMicros, double p99Millis, long errors) {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern NON_2XX = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
    private static final int TICKS_PER_SECOND = 100;

    /**
     * Loads a URL.
     *
     * @param pid of the process whose processor time is counted
     */
    static Load of(String url, List<String> headers, int seconds, int connections, long pid)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("taskset", "-c", "1", "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--latency"));
        headers.forEach(header -> command.addAll(List.of("-H", header)));
        command.add(url);
        long before = ticks(pid);
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (wrk.waitFor() != 0) {
            throw new IllegalStateException("wrk failed: " + out);
        }
        long used = ticks(pid) - before;
        double requests = number(REQUESTS, out);
        return new Load(number(RATE, out), used * (1_000_000.0 / TICKS_PER_SECOND) / requests, millis(out), (long)
                number(NON_2XX, out));
    }

    private static double number(Pattern pattern, String out) {
        Matcher matcher = pattern.matcher(out);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    private static double millis(String out) {
        Matcher matcher = P99.matcher(out);
        if (!matcher.find()) {
            return 0;
        }
        double value = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> value / 1000;
            case "s" -> value * 1000;
            default -> value;
        };
    }

    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
    }
}
