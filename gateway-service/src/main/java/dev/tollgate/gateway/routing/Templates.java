package dev.tollgate.gateway.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One API's path templates with their verbs. In each segment a literal beats a mixed one ({@code {id}.json}), that beats a
 * parameter, and that beats {@code /*}, which matches everything below and the place itself. The best template that has the verb
 * wins; a trailing slash makes no difference.
 */
public final class Templates<T> {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private final Node<T> root;

    private Templates(Node<T> root) {
        this.root = root;
    }

    /** One verb of one template. */
    public record Entry<T>(String verb, String template, T value) {}

    private record Mixed<T>(Pattern pattern, Node<T> node) {}

    /** Written while building only. */
    private static final class Node<T> {
        private SegmentMap<Node<T>> literals = SegmentMap.empty();
        private final List<Mixed<T>> mixed = new ArrayList<>();
        private @Nullable Node<T> parameter;
        private final Map<String, T> here = new HashMap<>();
        private final Map<String, T> below = new HashMap<>();
    }

    public static <T> Templates<T> of(List<Entry<T>> entries) {
        Node<T> root = new Node<>();
        for (Entry<T> entry : entries) {
            add(root, entry);
        }
        return new Templates<>(root);
    }

    private static <T> void add(Node<T> root, Entry<T> entry) {
        String template = entry.template().startsWith("/") ? entry.template() : "/" + entry.template();
        List<String> segments = new ArrayList<>(List.of(template.substring(1).split("/")));
        segments.removeIf(String::isEmpty);
        boolean below = !segments.isEmpty() && segments.getLast().equals("*");
        if (below) {
            segments.removeLast();
        }
        Node<T> node = root;
        for (String segment : segments) {
            node = child(node, segment);
        }
        T earlier = (below ? node.below : node.here).putIfAbsent(entry.verb(), entry.value());
        if (earlier != null) {
            throw new IllegalArgumentException(entry.verb() + " " + template + " is ambiguous");
        }
    }

    private static <T> Node<T> child(Node<T> node, String segment) {
        if (segment.equals("*") || (segment.startsWith("{") && segment.indexOf('}') == segment.length() - 1)) {
            if (node.parameter == null) {
                node.parameter = new Node<>();
            }
            return node.parameter;
        }
        if (segment.indexOf('{') >= 0) {
            Pattern pattern = pattern(segment);
            for (Mixed<T> known : node.mixed) {
                if (known.pattern.pattern().equals(pattern.pattern())) {
                    return known.node;
                }
            }
            Mixed<T> added = new Mixed<>(pattern, new Node<>());
            node.mixed.add(added);
            return added.node;
        }
        String canonical = CanonicalPath.of("/" + segment);
        if (canonical == null) {
            throw new IllegalArgumentException("no request can ever match the segment \"" + segment + "\"");
        }
        Node<T> child = node.literals.get(canonical.substring(1));
        if (child == null) {
            child = new Node<>();
            node.literals = node.literals.with(canonical.substring(1), child);
        }
        return child;
    }

    private static Pattern pattern(String segment) {
        StringBuilder regex = new StringBuilder();
        Matcher parameters = PARAMETER.matcher(segment);
        int at = 0;
        while (parameters.find()) {
            regex.append(Pattern.quote(segment.substring(at, parameters.start())))
                    .append("[^/]+?");
            at = parameters.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(segment.substring(at))).toString());
    }

    /** The value for this verb of the best template that matches the path from this index on (a slash, or its end). */
    public @Nullable T find(String path, int from, String verb) {
        return find(root, path, from, verb);
    }

    private static <T> @Nullable T find(Node<T> node, String path, int at, String verb) {
        if (at >= path.length() - 1) {
            T value = node.here.get(verb);
            return value != null ? value : node.below.get(verb);
        }
        int end = end(path, at);
        T found = null;
        Node<T> literal = node.literals.get(path, at + 1, end);
        if (literal != null) {
            found = find(literal, path, end, verb);
        }
        for (int i = 0; found == null && i < node.mixed.size(); i++) {
            Mixed<T> mixed = node.mixed.get(i);
            if (mixed.pattern.matcher(path).region(at + 1, end).matches()) {
                found = find(mixed.node, path, end, verb);
            }
        }
        if (found == null && node.parameter != null) {
            found = find(node.parameter, path, end, verb);
        }
        return found != null ? found : node.below.get(verb);
    }

    private static int end(String path, int at) {
        int end = path.indexOf('/', at + 1);
        return end < 0 ? path.length() : end;
    }

    /** The verbs of all templates that match the path; empty: no such resource. */
    public Set<String> verbs(String path, int from) {
        Set<String> verbs = new LinkedHashSet<>();
        collect(root, path, from, verbs);
        return verbs;
    }

    private static <T> void collect(Node<T> node, String path, int at, Set<String> verbs) {
        if (at >= path.length() - 1) {
            verbs.addAll(node.here.keySet());
            verbs.addAll(node.below.keySet());
            return;
        }
        int end = end(path, at);
        Node<T> literal = node.literals.get(path, at + 1, end);
        if (literal != null) {
            collect(literal, path, end, verbs);
        }
        for (Mixed<T> mixed : node.mixed) {
            if (mixed.pattern.matcher(path).region(at + 1, end).matches()) {
                collect(mixed.node, path, end, verbs);
            }
        }
        if (node.parameter != null) {
            collect(node.parameter, path, end, verbs);
        }
        verbs.addAll(node.below.keySet());
    }
}
