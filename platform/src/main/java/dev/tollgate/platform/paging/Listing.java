package dev.tollgate.platform.paging;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** WSO2's envelope of a list: {@code {count, list, pagination: {offset, limit, total, next, previous}}}. */
public record Listing<T>(int count, List<T> list, Pagination pagination) {

    /** Where the page stands; {@code next} and {@code previous} are links with a query string, or empty. */
    public record Pagination(int offset, int limit, long total, String next, String previous) {}

    /**
     * One page.
     *
     * @param path the list's path under its REST base, for example {@code /apis}
     * @param query the other query parameters, kept in the links
     */
    public static <T> Listing<T> of(List<T> items, Page page, long total, String path, Map<String, String> query) {
        String next = page.offset() + page.limit() < total && page.limit() > 0
                ? link(path, query, page.limit(), page.offset() + page.limit())
                : "";
        String previous = page.offset() > 0 && page.limit() > 0
                ? link(path, query, page.limit(), Math.max(0, page.offset() - page.limit()))
                : "";
        return new Listing<>(items.size(), items, new Pagination(page.offset(), page.limit(), total, next, previous));
    }

    private static String link(String path, Map<String, String> query, int limit, int offset) {
        String others = query.entrySet().stream()
                .map(entry -> "&" + entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return path + "?limit=" + limit + "&offset=" + offset + others;
    }
}
