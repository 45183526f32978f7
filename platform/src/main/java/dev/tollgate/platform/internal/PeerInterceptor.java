package dev.tollgate.platform.internal;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Lets only the named peers call: the name is the common name of the verified client certificate. */
final class PeerInterceptor implements ServerInterceptor {

    private final Set<String> allowed;

    PeerInterceptor(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String name = commonName(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
        if (name == null || !allowed.contains(name)) {
            call.close(
                    Status.PERMISSION_DENIED.withDescription("peer " + name + " may not call this contract"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }

    private static @Nullable String commonName(@Nullable SSLSession session) {
        if (session == null) {
            return null;
        }
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                return new LdapName(certificate.getSubjectX500Principal().getName())
                        .getRdns().stream()
                                .filter(part -> part.getType().equalsIgnoreCase("CN"))
                                .map(part -> part.getValue().toString())
                                .findFirst()
                                .orElse(null);
            }
            return null;
        } catch (SSLPeerUnverifiedException | InvalidNameException unverified) {
            return null;
        }
    }
}
