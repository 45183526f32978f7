package dev.tollgate.publisher.subscription;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.internal.InternalChannels;
import dev.tollgate.platform.internal.Peer;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractBlockingStub;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The Store alone changes what is its own; what it refuses is refused here in the same sense. */
@Component
public class StoreCalls {

    private static final long DEADLINE_MS = 2500;

    private final InternalChannels channels;

    StoreCalls(InternalChannels channels) {
        this.channels = channels;
    }

    /**
     * One call of a contract of the Store.
     *
     * @param absent what is not there, where the Store has not found it
     */
    public <S extends AbstractBlockingStub<S>, T> T ask(
            Function<Channel, S> contract, Function<S, T> call, String absent) {
        try {
            return call.apply(
                    contract.apply(channels.to(Peer.STORE)).withDeadlineAfter(DEADLINE_MS, TimeUnit.MILLISECONDS));
        } catch (StatusRuntimeException refused) {
            String description = refused.getStatus().getDescription();
            String shown = description == null ? "The Store refuses this." : description;
            throw switch (refused.getStatus().getCode()) {
                case NOT_FOUND -> new RefusedException(CommonError.NOT_FOUND, "There is no such " + absent + ".");
                case INVALID_ARGUMENT -> new RefusedException(CommonError.BAD_REQUEST, shown);
                case PERMISSION_DENIED -> new RefusedException(CommonError.FORBIDDEN, shown);
                case FAILED_PRECONDITION, ABORTED, ALREADY_EXISTS -> new RefusedException(CommonError.CONFLICT, shown);
                default -> refused;
            };
        }
    }
}
