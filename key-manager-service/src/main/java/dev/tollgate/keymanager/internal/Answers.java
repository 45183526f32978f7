package dev.tollgate.keymanager.internal;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Answers a call of an internal contract, or says in gRPC's words why not. */
public final class Answers {

    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    public static <T> void answer(StreamObserver<T> caller, Supplier<T> work) {
        T answer;
        try {
            answer = work.get();
        } catch (RefusedException refused) {
            caller.onError(
                    status(refused).withDescription(refused.description()).asRuntimeException());
            return;
        } catch (DataAccessException | TransactionException fault) {
            log.warn("the database does not answer: {}", fault.toString());
            caller.onError(Status.UNAVAILABLE
                    .withDescription("the Key Manager's database does not answer")
                    .asRuntimeException());
            return;
        } catch (RuntimeException fault) {
            log.error("an internal call failed", fault);
            caller.onError(Status.INTERNAL.asRuntimeException());
            return;
        }
        caller.onNext(answer);
        caller.onCompleted();
    }

    /** @throws RefusedException where it is not one */
    public static UUID uuid(String field, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException notAnId) {
            throw new RefusedException(CommonError.BAD_REQUEST, field + " is not a UUID: " + value);
        }
    }

    private static Status status(RefusedException refused) {
        return switch (refused.code().status()) {
            case 400 -> Status.INVALID_ARGUMENT;
            case 403 -> Status.PERMISSION_DENIED;
            case 404 -> Status.NOT_FOUND;
            case 409 -> Status.FAILED_PRECONDITION;
            case 429 -> Status.RESOURCE_EXHAUSTED;
            case 503 -> Status.UNAVAILABLE;
            default -> Status.UNKNOWN;
        };
    }
}
