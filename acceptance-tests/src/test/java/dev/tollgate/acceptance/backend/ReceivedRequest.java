package dev.tollgate.acceptance.backend;

import java.util.List;
import java.util.Locale;

/** One request as the backend received it: the request line, the fields in their order, the body's length. */
public record ReceivedRequest(String method, String target, List<Field> fields, long bodyLength) {

    /** One header field, as it stood on the wire. */
    public record Field(String name, String value) {}

    /** Every value of a field, whatever the case of its name. */
    public List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** All fields as text, for assertions that something stands nowhere. */
    public String text() {
        StringBuilder text = new StringBuilder(method + " " + target + "\n");
        fields.forEach(field -> text.append(field.name().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(field.value())
                .append('\n'));
        return text.toString();
    }
}
