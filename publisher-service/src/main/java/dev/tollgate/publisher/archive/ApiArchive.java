package dev.tollgate.publisher.archive;

import dev.tollgate.publisher.document.PortableDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an archive holds, in WSO2's layout: {@code api}, {@code Definitions/swagger}, {@code Docs/<number>/document} with its
 * content beside it, {@code Image/icon}, {@code deployment_environments}.
 *
 * @param api the writable fields of the REST contract, {@code provider} and {@code lifeCycleStatus}
 * @param definition OpenAPI as JSON or YAML; null: what the API's operations say
 * @param deployments where a revision was deployed; empty: of the working copy
 */
record ApiArchive(
        ObjectNode api,
        @Nullable String definition,
        List<PortableDocument> documents,
        @Nullable Image image,
        List<Place> deployments) {

    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record Image(String fileName, byte[] bytes) {}

    record Place(String environment, String vhost, boolean displayOnDevportal) {}
}
