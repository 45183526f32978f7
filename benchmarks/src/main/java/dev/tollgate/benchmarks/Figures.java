package dev.tollgate.benchmarks;

import java.util.List;
import java.util.Locale;

/** Minimum, median and maximum of some measurements. */
record Figures(double min, double median, double max) {

    static Figures of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        double median = n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
        return new Figures(sorted.getFirst(), median, sorted.getLast());
    }

    String show(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, min, max);
    }
}
