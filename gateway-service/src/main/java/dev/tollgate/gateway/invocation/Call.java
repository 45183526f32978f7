package dev.tollgate.gateway.invocation;

import dev.tollgate.contract.key.Application;
import dev.tollgate.gateway.backend.Forwarding;
import dev.tollgate.gateway.backend.HopByHop;
import dev.tollgate.gateway.keyvalidation.Caller;
import dev.tollgate.gateway.throttle.CallFacts;
import dev.tollgate.gateway.throttle.PermitStore;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** One call on its way through the pipeline; each step adds what it found. Confined to its connection's event loop. */
final class Call implements Forwarding, CallFacts {

    static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
    private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    private static final AsciiString FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
    private static final AsciiString FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
    private static final AsciiString FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final AsciiString HTTPS = AsciiString.cached("https");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Entrance entrance;
    private final EventLoop eventLoop;
    final long startedNanos = System.nanoTime();
    final String id;
    final String path;
    String query;
    final InetAddress peer;
    final InetAddress client;

    @Nullable
    Mount mount;

    @Nullable
    CompiledOperation operation;

    Caller caller = Caller.ANYBODY;

    @Nullable
    PermitStore permits;

    int refusal;
    long requestBytes;
    long responseBytes;
    long forwardedNanos;
    long answeredNanos;

    @Nullable
    String limitPolicy;

    @Nullable
    String limit;

    Call(
            HttpServerRequest request,
            HttpServerResponse response,
            Entrance entrance,
            String id,
            String path,
            String query,
            InetAddress peer,
            EventLoop eventLoop) {
        this.request = request;
        this.response = response;
        this.entrance = entrance;
        this.id = id;
        this.path = path;
        this.query = query;
        this.peer = peer;
        this.eventLoop = eventLoop;
        this.client = entrance.addresses().client(peer, request.requestHeaders());
    }

    CompiledApi api() {
        if (mount == null) {
            throw new IllegalStateException("the call has not been routed");
        }
        return mount.api();
    }

    int prefixLength() {
        return mount == null ? 0 : mount.prefixLength();
    }

    CompiledOperation operation() {
        if (operation == null) {
            throw new IllegalStateException("the call has no operation");
        }
        return operation;
    }

    boolean secure() {
        return entrance.secure();
    }

    /** Where this call's steps run. */
    Executor executor() {
        return eventLoop;
    }

    /** The client's connection. */
    Channel channel() {
        return ((Connection) request).channel();
    }

    @Override
    public HttpServerRequest request() {
        return request;
    }

    @Override
    public HttpServerResponse response() {
        return response;
    }

    @Override
    public String rest() {
        String rest = mount == null ? path : path.substring(mount.prefixLength());
        return query.isEmpty() ? rest : rest + query;
    }

    @Override
    public boolean hasBody() {
        HttpHeaders fields = request.requestHeaders();
        if (fields.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return true;
        }
        String length = fields.get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null && !length.equals("0");
    }

    /** The announced length of the body, -1 if it comes in chunks. */
    long bodyLength() {
        String length = request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
        return length != null ? Long.parseLong(length) : hasBody() ? -1 : 0;
    }

    @Override
    public long maxBodyBytes() {
        return api().maxBodyBytes();
    }

    @Override
    public void writeRequestFields(HttpHeaders outgoing) {
        HttpHeaders incoming = request.requestHeaders();
        CompiledApi api = api();
        Iterator<Map.Entry<CharSequence, CharSequence>> fields = incoming.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            if (!own(field.getKey()) && !credential(api, field.getKey())) {
                outgoing.add(field.getKey(), field.getValue());
            }
        }
        if (incoming.contains(HttpHeaderNames.CONNECTION)) {
            for (String named : HopByHop.named(incoming)) {
                if (!HttpHeaderNames.HOST.contentEqualsIgnoreCase(named)) {
                    outgoing.remove(named);
                }
            }
        }
        boolean believed = entrance.addresses().trusts(peer);
        String proto = believed ? incoming.get(FORWARDED_PROTO) : null;
        String host = believed ? incoming.get(FORWARDED_HOST) : null;
        String port = believed ? incoming.get(FORWARDED_PORT) : null;
        outgoing.set(FORWARDED_FOR, entrance.addresses().chain(peer, incoming));
        outgoing.set(FORWARDED_PROTO, proto != null ? proto : entrance.secure() ? HTTPS : HTTP);
        outgoing.set(FORWARDED_PORT, port != null ? port : entrance.portText());
        String named = host != null ? host : incoming.get(HttpHeaderNames.HOST);
        if (named != null) {
            outgoing.set(FORWARDED_HOST, named);
        }
        outgoing.set(REQUEST_ID, id);
    }

    /** Fields that only the gateway writes: of this connection, of the body's framing, and on where the call came from. */
    private static boolean own(CharSequence name) {
        if (HopByHop.is(name)) {
            return true;
        }
        return switch (Character.toLowerCase(name.charAt(0))) {
            case 'x' ->
                startsWith(name, "x-forwarded-")
                        || equal(name, "x-request-id")
                        || equal(name, "x-real-ip")
                        || equal(name, "x-jwt-assertion");
            case 'h' -> equal(name, "host");
            case 'f' -> equal(name, "forwarded");
            case 'e' -> equal(name, "expect");
            case 'c' -> equal(name, "content-length");
            default -> false;
        };
    }

    private static boolean credential(CompiledApi api, CharSequence name) {
        String bearer = api.bearerField();
        String key = api.keyField();
        return (bearer != null && equal(name, bearer)) || (key != null && equal(name, key));
    }

    private static boolean equal(CharSequence name, String other) {
        return name.length() == other.length() && AsciiString.contentEqualsIgnoreCase(name, other);
    }

    private static boolean startsWith(CharSequence name, String start) {
        return AsciiString.regionMatches(name, true, 0, start, 0, start.length());
    }

    @Override
    public void answered(HttpHeaders fields) {
        answeredNanos = System.nanoTime();
        decorate(fields);
    }

    /** The gateway's own fields of every answer, refusals included. */
    void decorate(HttpHeaders fields) {
        fields.set(REQUEST_ID, id);
        if (limit != null && limitPolicy != null) {
            fields.set("RateLimit-Policy", limitPolicy);
            fields.set("RateLimit", limit);
        }
        if (mount == null) {
            return;
        }
        Deprecation deprecation = mount.api().deprecation();
        if (deprecation != null) {
            deprecation.announce(fields);
        }
        CorsPolicy cors = mount.api().cors();
        if (cors != null) {
            String origin = request.requestHeaders().get(HttpHeaderNames.ORIGIN);
            if (origin != null) {
                cors.answer(origin, fields);
            }
        }
    }

    // ---- what custom throttling rules may know

    @Override
    public String userId() {
        String user = caller.userName();
        Application application = caller.application();
        return user != null ? user : application != null ? application.getOwner() : "";
    }

    @Override
    public String appId() {
        Application application = caller.application();
        return application == null ? "" : application.getApplicationId();
    }

    @Override
    public String apiContext() {
        String name = api().name();
        return name.substring(0, name.lastIndexOf('/'));
    }

    @Override
    public String apiVersion() {
        String name = api().name();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public String resourceKey() {
        return api().name() + operation().target() + ":" + operation().verb();
    }

    @Override
    public String verb() {
        return request.method().name();
    }

    @Override
    public String clientIp() {
        return client.getHostAddress();
    }

    @Override
    public Set<String> scopes() {
        return caller.scopes();
    }

    @Override
    public boolean sandbox() {
        return caller.sandbox();
    }

    @Override
    public String header(String name) {
        String value = request.requestHeaders().get(name);
        return value == null ? "" : value;
    }

    @Override
    public String query(String name) {
        List<String> values = new QueryStringDecoder(query).parameters().get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }

    @Override
    public void requestBytes(int count) {
        requestBytes += count;
    }

    @Override
    public void responseBytes(int count) {
        responseBytes += count;
    }
}
