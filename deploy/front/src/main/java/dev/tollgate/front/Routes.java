package dev.tollgate.front;

import static dev.tollgate.front.Service.KEY_MANAGER;
import static dev.tollgate.front.Service.PUBLISHER;
import static dev.tollgate.front.Service.STORE;
import static dev.tollgate.front.Service.TRAFFIC_MANAGER;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which service answers which paths. What is not listed is not reachable through the front. */
final class Routes {

    private record Route(String prefix, Service service) {

        boolean matches(String path) {
            return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        }
    }

    private static final String ADMIN = "/api/am/admin/v4";

    private static final List<Route> ROUTES = List.of(
            new Route("/api/am/publisher/v4", PUBLISHER),
            new Route("/api/am/devportal/v3", STORE),
            new Route(ADMIN + "/throttling", TRAFFIC_MANAGER),
            new Route(ADMIN + "/environments", PUBLISHER),
            new Route(ADMIN + "/api-categories", PUBLISHER),
            // before the rest of /settings, which is the store's
            new Route(ADMIN + "/settings/backend-networks", PUBLISHER),
            new Route(ADMIN + "/settings", STORE),
            new Route(ADMIN + "/workflows", STORE),
            new Route(ADMIN + "/applications", STORE),
            new Route(ADMIN + "/system-scopes", KEY_MANAGER),
            new Route(ADMIN + "/roles", KEY_MANAGER),
            new Route(ADMIN + "/key-managers", KEY_MANAGER),
            new Route("/oauth2", KEY_MANAGER),
            new Route("/oauth2endpoints", KEY_MANAGER),
            new Route("/client-registration", KEY_MANAGER),
            new Route("/.well-known", KEY_MANAGER),
            new Route("/scim2", KEY_MANAGER),
            new Route("/api/identity", KEY_MANAGER),
            new Route("/login", KEY_MANAGER),
            new Route("/logout", KEY_MANAGER),
            new Route("/publisher", PUBLISHER),
            new Route("/store", STORE));

    private Routes() {}

    static Optional<Service> of(String path) {
        return ROUTES.stream()
                .filter(route -> route.matches(path))
                .map(Route::service)
                .findFirst();
    }

    /**
     * Whether every reader of a raw path sees the same path in it. What a service might resolve differently (dot segments, path parameters in
     * them, encoded slashes) could otherwise pass as one route and act as another.
     */
    static boolean unambiguous(String path) {
        String lower = path.toLowerCase(Locale.ROOT).replace("%2e", ".");
        if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("\\") || lower.contains("%00")) {
            return false;
        }
        for (String segment : lower.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return !lower.contains("//") && path.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
