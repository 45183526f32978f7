package dev.tollgate.store.testing;

import dev.tollgate.contract.credential.Caller;
import dev.tollgate.contract.credential.ChangePasswordRequest;
import dev.tollgate.contract.credential.CheckRequest;
import dev.tollgate.contract.credential.CredentialsGrpc;
import dev.tollgate.contract.credential.Empty;
import dev.tollgate.contract.lease.LeaseLevel;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.contract.lease.LevelState;
import dev.tollgate.contract.lease.QuotaRequest;
import dev.tollgate.contract.lease.QuotaResponse;
import dev.tollgate.contract.lease.QuotasGrpc;
import dev.tollgate.platform.testing.InternalCertificates;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Servers of the contracts that the Store calls, over the same mutual TLS as the real ones. */
final class SmallPeers {

    private static final List<String> SUBSCRIBER_SCOPES =
            List.of("apim:subscribe", "apim:app_manage", "apim:sub_manage", "apim:api_key", "apim:store_settings");

    private SmallPeers() {}

    static Server serve(String peer, BindableService... services) {
        var pem = InternalCertificates.get().of(peer);
        try {
            var credentials = TlsServerCredentials.newBuilder()
                    .keyManager(pem.certificate().toFile(), pem.privateKey().toFile())
                    .trustManager(pem.authority().toFile())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build();
            var builder = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), credentials)
                    .permitKeepAliveWithoutCalls(true)
                    .permitKeepAliveTime(500, java.util.concurrent.TimeUnit.MILLISECONDS);
            for (BindableService service : services) {
                builder.addService(service);
            }
            return builder.build().start();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Basic: any user with the password "secret"; "nobody" has no scopes, "staff" the role staff, "admin" administers. Bearer: "token-" and the user's
     * name until it is ended, as a session of the portal has it; "client" is a client's own token.
     */
    static final class Credentials extends CredentialsGrpc.CredentialsImplBase {

        private final SmallSignIn signIn;

        Credentials(SmallSignIn signIn) {
            this.signIn = signIn;
        }

        @Override
        public void check(CheckRequest request, StreamObserver<Caller> answer) {
            var caller = Caller.newBuilder();
            boolean password =
                    request.hasBasic() && request.getBasic().getPassword().equals("secret");
            boolean session = request.getBearerToken().startsWith("token-") && !signIn.ended(request.getBearerToken());
            if (password || session) {
                String user = password
                        ? request.getBasic().getUserName()
                        : request.getBearerToken().substring("token-".length());
                caller.setAuthenticated(true).setUserName(user).addRoles("Internal/subscriber");
                if (!user.equals("nobody")) {
                    caller.addAllScopes(SUBSCRIBER_SCOPES);
                }
                if (user.equals("staff")) {
                    caller.addRoles("staff");
                }
                if (user.equals("admin")) {
                    caller.addRoles("admin").addScopes("apim:admin");
                }
            } else if (request.getBearerToken().equals("client")) {
                caller.setAuthenticated(true).setConsumerKey("portal").addAllScopes(SUBSCRIBER_SCOPES);
            }
            answer.onNext(caller.build());
            answer.onCompleted();
        }

        /** Right is "secret"; "short" is not good enough, and whoever is called "guesser" has to wait. */
        @Override
        public void changePassword(ChangePasswordRequest request, StreamObserver<Empty> answer) {
            Status refusal = request.getUserName().equals("guesser")
                    ? Status.RESOURCE_EXHAUSTED.withDescription("Wait and try again.")
                    : !request.getCurrentPassword().equals("secret")
                            ? Status.INVALID_ARGUMENT.withDescription("The present password is wrong.")
                            : request.getNewPassword().equals("short")
                                    ? Status.INVALID_ARGUMENT.withDescription("A password has more characters.")
                                    : Status.OK;
            if (refusal.isOk()) {
                answer.onNext(Empty.getDefaultInstance());
                answer.onCompleted();
            } else {
                answer.onError(refusal.asRuntimeException());
            }
        }
    }

    /** Of every limited level 3 calls of 10 are used; subscriptions are unlimited. */
    static final class Quotas extends QuotasGrpc.QuotasImplBase {

        @Override
        public void read(QuotaRequest request, StreamObserver<QuotaResponse> answer) {
            var response = QuotaResponse.newBuilder();
            for (LeaseLevel level : request.getLevelsList()) {
                response.addLevels(
                        level.getKind() == LevelKind.LEVEL_KIND_APPLICATION
                                ? LevelState.newBuilder()
                                        .setLimit(10)
                                        .setRemaining(7)
                                        .setPeriodMs(60_000)
                                        .setResetsInMs(5_000)
                                : LevelState.newBuilder().setLimit(-1));
            }
            answer.onNext(response.build());
            answer.onCompleted();
        }
    }
}
