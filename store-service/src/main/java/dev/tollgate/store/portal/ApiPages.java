package dev.tollgate.store.portal;

import dev.tollgate.platform.auth.Anyone;
import dev.tollgate.platform.auth.Caller;
import dev.tollgate.store.catalogue.Definitions;
import dev.tollgate.store.catalogue.PublishedApi;
import dev.tollgate.store.catalogue.Viewer;
import dev.tollgate.store.request.ResourceId;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One API: what it does, where it answers, what one may have of it. */
@Controller
@Hidden
@Anyone
class ApiPages {

    private final ApiSheet sheet;
    private final Definitions definitions;
    private final OwnSubscriptions own;

    ApiPages(ApiSheet sheet, Definitions definitions, OwnSubscriptions own) {
        this.sheet = sheet;
        this.definitions = definitions;
        this.own = own;
    }

    @GetMapping("/store/apis/{apiId}")
    String api(Caller caller, Model model, @PathVariable String apiId) {
        Viewer viewer = Viewer.of(caller);
        PublishedApi api = sheet.visible(viewer, apiId);
        model.addAttribute("sheet", sheet.of(viewer, api));
        model.addAttribute("own", own.to(caller, api));
        return "store/api";
    }

    @GetMapping("/store/apis/{apiId}/definition")
    ResponseEntity<String> definition(Caller caller, @PathVariable String apiId) {
        Viewer viewer = Viewer.of(caller);
        PublishedApi api = sheet.visible(viewer, apiId);
        String text = definitions.of(api, viewer).orElseThrow(() -> ResourceId.absent("definition"));
        String fileName = (api.name() + "-" + api.version()).replaceAll("[^A-Za-z0-9._-]+", "_") + ".json";
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(text);
    }
}
