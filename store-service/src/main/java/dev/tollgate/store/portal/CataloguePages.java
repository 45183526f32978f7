package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.store.catalogue.Catalogue;
import dev.tollgate.store.catalogue.CatalogueQuery;
import dev.tollgate.store.catalogue.PublishedApi;
import dev.tollgate.store.catalogue.Viewer;
import dev.tollgate.store.request.ResourceId;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in: search, tags and the catalogue, for everybody. */
@Controller
@Hidden
@Anyone
class CataloguePages {

    private static final int PER_PAGE = 12;
    private static final int MOST_TAGS = 30;

    private final Catalogue catalogue;

    CataloguePages(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What was asked for. Everything is in the address. */
    record Asked(String q, String tag, int page) {

        public boolean nothing() {
            return q.isEmpty() && tag.isEmpty();
        }

        /** The catalogue's own query language; what it gives a meaning is taken out of a tag. */
        String query() {
            return tag.isEmpty() ? q : q + " tag:\"" + tag.replace("\"", "") + "\"";
        }
    }

    /** One page of what was found. */
    record Found(List<ApiCard> apis, long total, int page, int pages) {}

    @GetMapping({"/store", "/store/"})
    String catalogue(
            Caller caller,
            Model model,
            HttpServletResponse response,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(required = false) @Nullable String page,
            @RequestHeader(name = "HX-Target", required = false) @Nullable String part) {
        Viewer viewer = Viewer.of(caller);
        var asked = new Asked(q.strip(), tag.strip(), number(page));
        model.addAttribute("asked", asked);
        model.addAttribute(
                "tags", catalogue.tags(viewer).stream().limit(MOST_TAGS).toList());
        try {
            model.addAttribute("found", found(asked, viewer));
        } catch (RefusedException refused) { // the search text, not the page, is at fault
            response.setStatus(refused.code().status());
            model.addAttribute("problem", refused.description());
            model.addAttribute("found", new Found(List.of(), 0, 1, 1));
        }
        response.setHeader(HttpHeaders.VARY, "HX-Target");
        return "results".equals(part) ? "store/catalogue :: results" : "store/catalogue";
    }

    /** Assets have their own handler. */
    @GetMapping("/store/{place:(?!assets$).*}/**")
    String absent() {
        throw ResourceId.absent("page");
    }

    private Found found(Asked asked, Viewer viewer) {
        var query = CatalogueQuery.parse(asked.query());
        var found = catalogue.search(query, viewer, PER_PAGE, (asked.page() - 1) * PER_PAGE);
        int pages = (int) Math.max(1, (found.total() + PER_PAGE - 1) / PER_PAGE);
        List<PublishedApi> apis = found.apis();
        return new Found(apis.stream().map(ApiCard::of).toList(), found.total(), asked.page(), pages);
    }

    private static int number(@Nullable String page) {
        return page != null && page.matches("[1-9]\\d{0,4}") ? Integer.parseInt(page) : 1;
    }
}
