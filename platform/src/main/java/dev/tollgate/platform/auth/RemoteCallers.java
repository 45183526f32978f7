package dev.tollgate.platform.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tollgate.contract.credential.BasicCredential;
import dev.tollgate.contract.credential.CheckRequest;
import dev.tollgate.contract.credential.CredentialsGrpc;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpHeaders;

/** Asks the Key Manager, and keeps a good answer for a short while under the credential's hash. */
final class RemoteCallers implements CallerResolver {

    private static final int MAX_CALLERS = 10_000;

    private final InternalChannels channels;
    private final Cache<String, Caller> known;
    private final AtomicLong forgotten = new AtomicLong();

    RemoteCallers(InternalChannels channels, Duration keep) {
        this.channels = channels;
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterWrite(keep)
                .build();
    }

    @Override
    public Caller resolve(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || header.isBlank()) {
            return Caller.NOBODY;
        }
        String key = hash(header);
        Caller caller = known.getIfPresent(key);
        if (caller == null) {
            long before = forgotten.get();
            caller = ask(
                    credential(header).setClientAddress(request.getRemoteAddr()).build());
            known.put(key, caller);
            if (forgotten.get() != before) { // revoked while it was asked for
                known.invalidate(key);
            }
        }
        return caller;
    }

    /** Every answer is asked for anew. */
    void forget() {
        forgotten.incrementAndGet();
        known.invalidateAll();
    }

    private Caller ask(CheckRequest question) {
        var answer = CredentialsGrpc.newBlockingStub(channels.to(Peer.KEY_MANAGER))
                .withDeadlineAfter(2500, TimeUnit.MILLISECONDS)
                .check(question);
        if (answer.getSlowDown()) {
            throw new RefusedException(CommonError.TOO_MANY_REQUESTS, "Too many wrong passwords. Wait and try again.");
        }
        if (!answer.getAuthenticated()) {
            throw new RefusedException(CommonError.UNAUTHORIZED, "The credential is not valid or no longer valid.");
        }
        return new Caller(
                answer.getUserName(),
                Set.copyOf(answer.getRolesList()),
                Set.copyOf(answer.getScopesList()),
                answer.getConsumerKey());
    }

    private static CheckRequest.Builder credential(String header) {
        int space = header.indexOf(' ');
        String scheme = space < 0 ? "" : header.substring(0, space).toLowerCase(Locale.ROOT);
        String value = header.substring(space + 1).trim();
        return switch (scheme) {
            case "bearer" -> CheckRequest.newBuilder().setBearerToken(value);
            case "basic" -> CheckRequest.newBuilder().setBasic(basic(value));
            default ->
                throw new RefusedException(
                        CommonError.UNAUTHORIZED, "Authorization must be Bearer or Basic, each with its value.");
        };
    }

    private static BasicCredential basic(String value) {
        try {
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return BasicCredential.newBuilder()
                        .setUserName(pair.substring(0, colon))
                        .setPassword(pair.substring(colon + 1))
                        .build();
            }
        } catch (IllegalArgumentException notBase64) {
            // refused below, like a pair without a colon
        }
        throw new RefusedException(
                CommonError.UNAUTHORIZED, "Basic needs the Base64 of user name, colon and password (RFC 7617).");
    }

    private static String hash(String header) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
