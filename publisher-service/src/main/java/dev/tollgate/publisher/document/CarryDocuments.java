package dev.tollgate.publisher.document;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.paging.Page;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.document.Document.Description;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes documents out of the registry and puts them into another one. */
@Service
public class CarryDocuments {

    private final Documents documents;
    private final ChangeDocuments change;
    private final DocumentProperties properties;
    private final JsonMapper json;

    CarryDocuments(Documents documents, ChangeDocuments change, DocumentProperties properties, JsonMapper json) {
        this.documents = documents;
        this.change = change;
        this.properties = properties;
        this.json = json;
    }

    /** Those that the caller sees, by name. */
    public List<PortableDocument> out(Api api, Caller caller) {
        return documents.list(api, new Page(properties.maxCount(), 0), caller).list().stream()
                .map(this::portable)
                .toList();
    }

    private PortableDocument portable(Document document) {
        ObjectNode description = description(document.description());
        return switch (documents.content(document)) {
            case DocumentContent.Text(String text) ->
                new PortableDocument(description, "content.txt", text.getBytes(StandardCharsets.UTF_8));
            case DocumentContent.File file -> new PortableDocument(description, file.name(), file.bytes());
            case DocumentContent.Link link -> new PortableDocument(description, null, null);
            case DocumentContent.Nothing nothing -> new PortableDocument(description, null, null);
        };
    }

    private ObjectNode description(Description described) {
        ObjectNode description = json.createObjectNode()
                .put("name", described.name())
                .put("type", described.type().name())
                .put("summary", described.summary())
                .put("sourceType", described.source().name())
                .put("visibility", described.visibility().name());
        if (described.url() != null) {
            description.put("sourceUrl", described.url());
        }
        if (described.otherTypeName() != null) {
            description.put("otherTypeName", described.otherTypeName());
        }
        return description;
    }

    /** In the place of all that the caller sees there; every rule for documents holds. */
    @Transactional
    public void in(Api api, List<PortableDocument> carried, Caller caller) {
        String apiId = api.id().toString();
        for (Document old :
                documents.list(api, new Page(properties.maxCount(), 0), caller).list()) {
            documents.delete(old.id());
        }
        for (PortableDocument document : carried) {
            Document added = change.add(apiId, request(document.description()), caller);
            byte[] content = document.content();
            if (content == null) {
                continue;
            }
            String id = added.id().toString();
            if (added.description().source().isText()) {
                change.say(apiId, id, text(content), caller, null);
            } else {
                FileKind kind = FileKind.of(document.fileName());
                if (content.length == 0 || content.length > properties.maxFile().toBytes()) {
                    throw new RefusedException(CommonError.BAD_REQUEST, "A document's file is empty or too large.");
                }
                change.attach(
                        apiId, id, new DocumentContent.File(kind.name(), kind.mediaType(), content), caller, null);
            }
        }
    }

    private DocumentRequest request(ObjectNode description) {
        @Nullable String name = description.path("name").asString("");
        try {
            return Objects.requireNonNull(json.treeToValue(description, DocumentRequest.class));
        } catch (JacksonException unknown) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "The document '" + name + "' has a field of a wrong kind.");
        }
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new RefusedException(CommonError.BAD_REQUEST, "A document's text is not UTF-8.");
        }
    }
}
