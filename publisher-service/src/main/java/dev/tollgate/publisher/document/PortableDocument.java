package dev.tollgate.publisher.document;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document outside the registry.
 *
 * @param description WSO2's Document, without what a server makes
 * @param fileName of the content; null where there is none
 * @param content a file, or the text in UTF-8; null where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // handed through, never compared
public record PortableDocument(
        ObjectNode description, @Nullable String fileName, byte @Nullable [] content) {}
