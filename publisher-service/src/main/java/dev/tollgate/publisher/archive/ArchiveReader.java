package dev.tollgate.publisher.archive;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.definition.DocumentTree;
import dev.tollgate.publisher.definition.DocumentTree.UnreadableException;
import dev.tollgate.publisher.document.PortableDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an archive into memory, within limits that hold for what comes out rather than for what comes in. Nothing is written to
 * a disk, and an archive with a name that climbs or starts at a root is refused whole.
 */
final class ArchiveReader {

    static final int MAX_ENTRIES = 1000;
    static final long MAX_BYTES = 40L * 1024 * 1024;
    private static final int MAX_NAME = 500;

    private final DocumentTree trees = new DocumentTree();
    private final NavigableMap<String, byte[]> entries;
    private final String root;

    private ArchiveReader(NavigableMap<String, byte[]> entries) {
        this.entries = entries;
        this.root = entries.keySet().stream()
                .filter(name -> name.matches("([^/]+/)?api\\.(json|yaml|yml)"))
                .findFirst()
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                .orElseThrow(() -> bad("it holds no api.json or api.yaml"));
    }

    static ApiArchive read(byte[] zip) {
        return new ArchiveReader(unpack(zip)).archive();
    }

    private static NavigableMap<String, byte[]> unpack(byte[] bytes) {
        var entries = new TreeMap<String, byte[]>();
        long total = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            int count = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                checkName(entry.getName());
                if (++count > MAX_ENTRIES) {
                    throw bad("it holds more than " + MAX_ENTRIES + " entries");
                }
                var content = new ByteArrayOutputStream();
                byte[] buffer = new byte[16 * 1024];
                for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
                    total += read;
                    if (total > MAX_BYTES) {
                        throw bad("it holds more than " + MAX_BYTES + " bytes");
                    }
                    content.write(buffer, 0, read);
                }
                if (!entry.isDirectory() && entries.put(entry.getName(), content.toByteArray()) != null) {
                    throw bad("two of its entries have one name");
                }
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw bad("it is no ZIP archive, or a broken one");
        }
        if (entries.isEmpty()) {
            throw bad("it is no ZIP archive, or an empty one");
        }
        return entries;
    }

    private static void checkName(String name) {
        boolean climbs = Arrays.asList(name.split("/", -1)).contains("..");
        if (climbs
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf(':') >= 0
                || name.length() > MAX_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw bad("the name of an entry leads out of the archive or is malformed");
        }
    }

    private ApiArchive archive() {
        JsonNode api = data("api").orElseThrow(() -> bad("it holds no api.json or api.yaml"));
        if (!(api instanceof ObjectNode object)) {
            throw bad("the data of its api file is no object");
        }
        var definition = first("Definitions/swagger").map(this::text).orElse(null);
        return new ApiArchive(object, definition, documents(), image(), places());
    }

    private List<PortableDocument> documents() {
        var documents = new ArrayList<PortableDocument>();
        for (String name : entries.keySet()) {
            if (name.startsWith(root + "Docs/") && name.matches(".*/document\\.(json|yaml|yml)")) {
                String folder = name.substring(0, name.lastIndexOf('/') + 1);
                if (!(enveloped(name) instanceof ObjectNode description)) {
                    throw bad(name + " describes no document");
                }
                documents.add(document(name, folder, description));
            }
        }
        return documents;
    }

    private PortableDocument document(String name, String folder, ObjectNode description) {
        List<String> beside = entries.keySet().stream()
                .filter(other -> other.startsWith(folder) && !other.equals(name))
                .toList();
        if (beside.size() > 1) {
            throw bad(folder + " holds more than one content");
        }
        if (beside.isEmpty()) {
            return new PortableDocument(description, null, null);
        }
        String file = beside.getFirst();
        return new PortableDocument(description, file.substring(file.lastIndexOf('/') + 1), entries.get(file));
    }

    private ApiArchive.@Nullable Image image() {
        return entries.keySet().stream()
                .filter(name -> name.startsWith(root + "Image/"))
                .findFirst()
                .map(name -> new ApiArchive.Image(
                        name.substring(name.lastIndexOf('/') + 1), entries.getOrDefault(name, new byte[0])))
                .orElse(null);
    }

    private List<ApiArchive.Place> places() {
        var places = new ArrayList<ApiArchive.Place>();
        data("deployment_environments").ifPresent(list -> {
            for (JsonNode place : list) {
                places.add(new ApiArchive.Place(
                        place.path("deploymentEnvironment").asString(""),
                        place.path("deploymentVhost").asString(""),
                        place.path("displayOnDevportal").asBoolean(true)));
            }
        });
        return places;
    }

    private Optional<JsonNode> data(String name) {
        return first(name).map(this::enveloped);
    }

    private Optional<String> first(String name) {
        return List.of("json", "yaml", "yml").stream()
                .map(ending -> root + name + "." + ending)
                .filter(entries::containsKey)
                .findFirst();
    }

    private JsonNode enveloped(String name) {
        try {
            return trees.read(text(name)).path("data");
        } catch (UnreadableException unreadable) {
            throw bad(name + ": " + unreadable.problem());
        }
    }

    private String text(String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(entries.getOrDefault(name, new byte[0])))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw bad(name + " is not text in UTF-8");
        }
    }

    static RefusedException bad(String why) {
        return new RefusedException(CommonError.BAD_REQUEST, "The archive is not taken: " + why + ".");
    }
}
