package dev.tollgate.publisher.archive;

import dev.tollgate.publisher.document.PortableDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes the same archive for the same API, byte for byte: entries in one order, all of one time. */
final class ArchiveWriter {

    private static final LocalDateTime SOME_DAY = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final String VERSION = "v4";

    private final ArchiveFormat format;
    private final String root;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);

    private ArchiveWriter(ArchiveFormat format, String root) {
        this.format = format;
        this.root = root;
    }

    static byte[] write(ApiArchive archive, ArchiveFormat format) {
        String root = archive.api().path("name").asString("").replace(' ', '_') + "-"
                + archive.api().path("version").asString("") + "/";
        var writer = new ArchiveWriter(format, root);
        try (writer.zip) {
            writer.all(archive);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return writer.bytes.toByteArray();
    }

    private void all(ApiArchive archive) throws IOException {
        put("api." + format.ending(), enveloped("api", archive.api()));
        if (archive.definition() != null) {
            put("Definitions/swagger." + format.ending(), JsonMapper.shared().readTree(archive.definition()));
        }
        if (!archive.deployments().isEmpty()) {
            var places = JsonNodeFactory.instance.arrayNode();
            for (ApiArchive.Place place : archive.deployments()) {
                places.addObject()
                        .put("deploymentEnvironment", place.environment())
                        .put("deploymentVhost", place.vhost())
                        .put("displayOnDevportal", place.displayOnDevportal());
            }
            put("deployment_environments." + format.ending(), enveloped("deployment_environments", places));
        }
        int number = 0;
        for (PortableDocument document : archive.documents()) {
            String folder = "Docs/" + ++number + "/";
            put(folder + "document." + format.ending(), enveloped("document", document.description()));
            if (document.content() != null && document.fileName() != null) {
                put(folder + "content/" + document.fileName(), document.content());
            }
        }
        if (archive.image() != null) {
            put("Image/" + archive.image().fileName(), archive.image().bytes());
        }
    }

    private static ObjectNode enveloped(String type, JsonNode data) {
        ObjectNode envelope =
                JsonNodeFactory.instance.objectNode().put("type", type).put("version", VERSION);
        envelope.set("data", data);
        return envelope;
    }

    private void put(String name, JsonNode tree) throws IOException {
        put(name, format.write(tree));
    }

    private void put(String name, byte[] content) throws IOException {
        var entry = new ZipEntry(root + name);
        entry.setTimeLocal(SOME_DAY);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
