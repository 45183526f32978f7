package dev.tollgate.store.request;

import dev.tollgate.platform.error.RefusedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to other services: refusals keep their sense and description, anything unforeseen is "not now". */
public final class ContractAnswer {

    private static final Logger log = LoggerFactory.getLogger(ContractAnswer.class);

    private ContractAnswer() {}

    public static <T> void reply(StreamObserver<T> answer, Supplier<T> work) {
        T result;
        try {
            result = work.get();
        } catch (RefusedException refused) {
            answer.onError(
                    status(refused).withDescription(refused.description()).asRuntimeException());
            return;
        } catch (StatusRuntimeException status) {
            answer.onError(status);
            return;
        } catch (RuntimeException failure) {
            log.warn("a contract's call failed", failure);
            answer.onError(Status.UNAVAILABLE.withDescription("not now").asRuntimeException());
            return;
        }
        answer.onNext(result);
        answer.onCompleted();
    }

    private static Status status(RefusedException refused) {
        return switch (refused.code().status()) {
            case 403 -> Status.PERMISSION_DENIED;
            case 404 -> Status.NOT_FOUND;
            case 409 -> Status.FAILED_PRECONDITION;
            default -> Status.INVALID_ARGUMENT;
        };
    }
}
