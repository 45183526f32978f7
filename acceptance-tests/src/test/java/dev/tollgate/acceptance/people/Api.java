package dev.tollgate.acceptance.people;

import dev.tollgate.acceptance.http.Answer;

/** An API that exists. */
public record Api(String id, String name, String context, String version) {

    public static Api of(Answer created) {
        String context = created.text("context");
        return new Api(
                created.text("id"),
                created.text("name"),
                context.startsWith("/") ? context : "/" + context,
                created.text("version"));
    }

    /** A resource's path on a gateway. */
    public String path(String resource) {
        return context + "/" + version + resource;
    }

    /** The same without the version, as the default version is served. */
    public String defaultPath(String resource) {
        return context + resource;
    }
}
