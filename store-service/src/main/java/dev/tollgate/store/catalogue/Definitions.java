package dev.tollgate.store.catalogue;

import java.util.Optional;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** The definitions of APIs as consumers get them. */
@Service
public class Definitions {

    private final Catalogue catalogue;
    private final Gateways gateways;
    private final ConsumerDefinition definitions;

    Definitions(Catalogue catalogue, Gateways gateways, JsonMapper json) {
        this.catalogue = catalogue;
        this.gateways = gateways;
        this.definitions = new ConsumerDefinition(json);
    }

    /** The OpenAPI document with the gateways as its servers, as JSON; nothing where there is none that this viewer may see. */
    public Optional<String> of(PublishedApi api, Viewer viewer) {
        return catalogue.definition(api.id(), viewer).map(text -> definitions.of(api, text, gateways.of(api)));
    }
}
