package dev.tollgate.publisher.document;

/** What a document says. */
sealed interface DocumentContent {

    /** Of {@code INLINE} and {@code MARKDOWN}; shown as text, never as a page. */
    record Text(String text) implements DocumentContent {}

    /** Of {@code FILE}; handed on as it came, to be stored and not to be run. */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record File(String name, String mediaType, byte[] bytes) implements DocumentContent {}

    record Link(String url) implements DocumentContent {}

    /** Nothing has been sent yet. */
    record Nothing() implements DocumentContent {}
}
