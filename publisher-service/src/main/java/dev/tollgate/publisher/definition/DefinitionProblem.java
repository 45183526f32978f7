package dev.tollgate.publisher.definition;

/**
 * Why a text is not taken as a definition.
 *
 * @param where a line, a path inside the document, or empty for the whole
 */
public record DefinitionProblem(String where, String message) {

    @Override
    public String toString() {
        return where.isEmpty() ? message : where + ": " + message;
    }
}
