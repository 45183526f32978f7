package dev.tollgate.gateway.backend;

import io.netty.handler.codec.http.HttpHeaders;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A call on its way to a backend, as the forwarder needs it. */
public interface Forwarding {

    HttpServerRequest request();

    HttpServerResponse response();

    /** What follows the API's prefix in the canonical path, with the query. */
    String rest();

    boolean hasBody();

    long maxBodyBytes();

    /** Writes the fields that the backend is to get, all but Host and the framing of the body. */
    void writeRequestFields(HttpHeaders outgoing);

    /** The backend's head has arrived and its fields are in these headers; the gateway's own may be added. */
    void answered(HttpHeaders fields);

    void requestBytes(int count);

    void responseBytes(int count);
}
