package dev.tollgate.gateway.invocation;

import dev.tollgate.contract.deployment.LifeCycleState;
import dev.tollgate.contract.key.Application;
import dev.tollgate.gateway.backend.BackendFailedException;
import dev.tollgate.gateway.backend.BackendGroup;
import dev.tollgate.gateway.backend.BodyTooLargeException;
import dev.tollgate.gateway.backend.Connections;
import dev.tollgate.gateway.backend.Forwarder;
import dev.tollgate.gateway.error.GatewayError;
import dev.tollgate.gateway.keyvalidation.Authentication;
import dev.tollgate.gateway.keyvalidation.Authenticator;
import dev.tollgate.gateway.keyvalidation.Authorization;
import dev.tollgate.gateway.keyvalidation.Authorizer;
import dev.tollgate.gateway.keyvalidation.Caller;
import dev.tollgate.gateway.keyvalidation.Presented;
import dev.tollgate.gateway.throttle.BackendCap;
import dev.tollgate.gateway.throttle.Decision;
import dev.tollgate.gateway.throttle.PermitStore;
import dev.tollgate.gateway.throttle.Throttle;
import dev.tollgate.gateway.throttle.ThrottlePoint;
import dev.tollgate.gateway.usage.UsageKey;
import dev.tollgate.gateway.usage.UsageRecorder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

/** What every call to an API runs through: ROUTE → AUTHENTICATE → AUTHORIZE → THROTTLE → FORWARD → REPORT. */
final class Pipeline {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);

    private final Apis apis;
    private final BooleanSupplier ready;
    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final Throttle throttle;
    private final Forwarder forwarder;
    private final UsageRecorder usage;
    private final InstantSource clock;

    Pipeline(
            Apis apis,
            BooleanSupplier ready,
            Authenticator authenticator,
            Authorizer authorizer,
            Throttle throttle,
            Forwarder forwarder,
            UsageRecorder usage,
            InstantSource clock) {
        this.apis = apis;
        this.ready = ready;
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.throttle = throttle;
        this.forwarder = forwarder;
        this.usage = usage;
        this.clock = clock;
    }

    Mono<Void> handle(Call call) {
        Mono<Void> answer;
        try {
            answer = route(call);
        } catch (RuntimeException fault) {
            answer = Mono.error(fault);
        }
        return answer.onErrorResume(failure -> failed(call, failure)).doFinally(signal -> report(call, signal));
    }

    private Mono<Void> route(Call call) {
        Mount mount = apis.find(call.path);
        if (mount == null) {
            return Refusals.refuse(call, ready.getAsBoolean() ? GatewayError.NOT_FOUND : GatewayError.NOT_READY);
        }
        call.mount = mount;
        CompiledApi api = mount.api();
        HttpMethod method = call.request().method();
        CompiledOperation operation = api.operations().find(call.path, mount.prefixLength(), method.name());
        if (operation == null) {
            return noOperation(call, api, method);
        }
        call.operation = operation;
        if (!(call.secure() ? api.https() : api.http())) {
            return Refusals.refuse(call, GatewayError.TLS_REQUIRED);
        }
        if (api.state() == LifeCycleState.LIFE_CYCLE_STATE_BLOCKED) {
            return Refusals.refuse(call, GatewayError.API_BLOCKED);
        }
        if (call.bodyLength() > api.maxBodyBytes()) {
            return Refusals.refuse(call, GatewayError.BODY_TOO_LARGE);
        }
        return authenticate(call);
    }

    private static Mono<Void> noOperation(Call call, CompiledApi api, HttpMethod method) {
        Set<String> verbs = api.operations().verbs(call.path, call.prefixLength());
        if (verbs.isEmpty()) {
            return Refusals.refuse(call, GatewayError.NOT_FOUND);
        }
        HttpHeaders fields = call.response().responseHeaders();
        HttpHeaders asked = call.request().requestHeaders();
        if (method.equals(HttpMethod.OPTIONS)) {
            String origin = asked.get(HttpHeaderNames.ORIGIN);
            call.decorate(fields);
            if (api.cors() != null && origin != null && asked.contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
                api.cors().preflight(origin, verbs, fields);
            }
            fields.set(HttpHeaderNames.ALLOW, String.join(", ", verbs));
            return call.response().status(204).send();
        }
        fields.set(HttpHeaderNames.ALLOW, String.join(", ", verbs));
        return Refusals.refuse(call, GatewayError.METHOD_NOT_ALLOWED);
    }

    private Mono<Void> authenticate(Call call) {
        Presented presented = Credentials.of(call);
        if (call.operation().open()) {
            call.caller = Caller.ANYBODY;
            return throttle(call);
        }
        if (presented == null) {
            return Refusals.refuse(call, GatewayError.MISSING_CREDENTIALS);
        }
        Authentication known = authenticator.known(presented, call.api().strict());
        return known != null
                ? authorize(call, known)
                : authenticator
                        .ask(presented)
                        .publishOn(Schedulers.fromExecutor(call.executor()))
                        .flatMap(answer -> authorize(call, answer));
    }

    private Mono<Void> authorize(Call call, Authentication authentication) {
        return switch (authentication) {
            case Authentication.Refused(GatewayError error, String description) ->
                Refusals.refuse(call, error, description);
            case Authentication.Known known ->
                switch (authorizer.authorize(
                        known,
                        call.operation().requirement(),
                        call.client,
                        call.request().requestHeaders().get(HttpHeaderNames.REFERER))) {
                    case Authorization.Refused(GatewayError error) -> Refusals.refuse(call, error);
                    case Authorization.Allowed(Caller caller) -> {
                        call.caller = caller;
                        yield throttle(call);
                    }
                };
        };
    }

    private Mono<Void> throttle(Call call) {
        Caller caller = call.caller;
        if (throttle.denied(call.api().name(), caller.application(), caller.userName(), call.client)) {
            return Refusals.refuse(call, GatewayError.DENIED);
        }
        ThrottlePoint point = call.operation().throttlePoint();
        PermitStore store = caller.subscription() == null || caller.application() == null
                ? throttle.store(point, call.client, call)
                : throttle.store(point, caller.subscription(), caller.application(), caller.sandbox(), call);
        call.permits = store;
        Decision known = throttle.decide(store);
        return known != null
                ? limited(call, known)
                : throttle.await(store, call.executor()).flatMap(decision -> limited(call, decision));
    }

    private Mono<Void> limited(Call call, Decision decision) {
        call.limitPolicy = decision.policyField();
        call.limit = decision.stateField();
        GatewayError refusal = decision.refusal();
        if (refusal != null) {
            call.response()
                    .responseHeaders()
                    .set(HttpHeaderNames.RETRY_AFTER, Long.toString(decision.retryAfterSeconds()));
            return Refusals.refuse(call, refusal);
        }
        return forward(call);
    }

    private Mono<Void> forward(Call call) {
        CompiledApi api = call.api();
        // calls without a key have no key type: production's backend, or the only one there is
        boolean sandbox = call.caller.sandbox() || (call.caller.application() == null && api.production() == null);
        BackendGroup group = sandbox ? api.sandbox() : api.production();
        if (group == null) {
            return Refusals.refuse(call, GatewayError.NO_BACKEND);
        }
        BackendCap cap = sandbox ? api.sandboxCap() : api.productionCap();
        if (cap != null && !cap.admits()) {
            return Refusals.refuse(call, GatewayError.BACKEND_CAP);
        }
        call.forwardedNanos = System.nanoTime();
        return forwarder.forward(group, call);
    }

    private static Mono<Void> failed(Call call, Throwable failure) {
        if (call.response().hasSentHeaders()) {
            Connections.close(call.response());
            return Mono.empty();
        }
        if (RequestGuard.broke(call.channel())) {
            // answered already: what remains is to count it as the client's fault, which it is
            call.refusal = GatewayError.MALFORMED.code();
            call.response().status(GatewayError.MALFORMED.status());
            return Mono.empty();
        }
        return switch (failure) {
            case BackendFailedException backend ->
                Refusals.refuse(
                        call,
                        backend.reason() == BackendFailedException.Reason.TIMEOUT
                                ? GatewayError.BACKEND_TIMEOUT
                                : GatewayError.BACKEND_FAILED);
            case BodyTooLargeException ignored -> Refusals.refuse(call, GatewayError.BODY_TOO_LARGE);
            default -> {
                log.error("call {} failed", call.id, failure);
                yield Refusals.refuse(call, GatewayError.FAULT);
            }
        };
    }

    private void report(Call call, SignalType end) {
        CompiledOperation operation = call.operation;
        Application application = call.caller.application();
        long now = System.nanoTime();
        PermitStore permits = call.permits;
        if (permits != null && call.forwardedNanos != 0) {
            // an answer of the gateway's own is nothing that the caller's quota pays for
            throttle.moved(permits, call.requestBytes + (call.refusal == 0 ? call.responseBytes : 0));
        }
        usage.record(
                new UsageKey(
                        clock.millis() / 60_000 * 60,
                        call.mount == null ? "" : call.mount.api().id(),
                        operation == null ? call.request().method().name() : operation.verb(),
                        operation == null ? "" : operation.target(),
                        application == null ? "" : application.getApplicationId(),
                        call.caller.sandbox(),
                        end == SignalType.CANCEL ? 0 : call.response().status().code(),
                        call.refusal),
                call.requestBytes,
                call.responseBytes,
                now - call.startedNanos,
                call.answeredNanos == 0 ? -1 : call.answeredNanos - call.forwardedNanos);
    }
}
