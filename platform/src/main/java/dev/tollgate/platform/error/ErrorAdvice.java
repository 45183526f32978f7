package dev.tollgate.platform.error;

import dev.tollgate.contract.ErrorCode;
import io.grpc.StatusRuntimeException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** Renders every failure of a REST API. What is not foreseen answers a fixed text; the log has it under the trace id. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ErrorAdvice {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);

    /** The database answers, and says no: broken rules of our own, not an outage. */
    private static final Set<String> SQL_FAULTS_OF_OURS = Set.of("22", "23", "42");

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handle(Exception failure, HttpServletRequest request) {
        return switch (failure) {
            case RefusedException refused -> render(request, refused.code(), refused.description());
            case MaxUploadSizeExceededException tooLarge ->
                render(request, CommonError.TOO_LARGE, "The body is larger than this service takes.");
            case HttpMessageNotReadableException unreadable -> unreadable(request, unreadable);
            case MethodArgumentTypeMismatchException mismatch ->
                render(
                        request,
                        CommonError.BAD_REQUEST,
                        mismatch.getName() + " does not have the form it should have.");
            case MethodArgumentNotValidException invalid -> render(request, CommonError.BAD_REQUEST, fields(invalid));
            case OptimisticLockingFailureException changed ->
                render(request, CommonError.PRECONDITION_FAILED, "It was changed by someone else at the same time.");
            case DuplicateKeyException taken -> render(request, CommonError.CONFLICT, "It exists already.");
            case DataAccessException database -> database(request, database);
            case TransactionException transaction -> database(request, transaction);
            case StatusRuntimeException internal -> internalContract(request, internal);
            case ClientAbortException gone -> null;
            case ErrorResponse response -> framework(request, response);
            default -> unforeseen(request, failure);
        };
    }

    private static ResponseEntity<Object> render(HttpServletRequest request, ErrorCode code, String description) {
        return ErrorRendering.render(request, code, description, HttpHeaders.EMPTY);
    }

    private static ResponseEntity<Object> unreadable(
            HttpServletRequest request, HttpMessageNotReadableException unreadable) {
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return render(request, refused.code(), refused.description());
            }
            if (cause instanceof tools.jackson.core.JacksonException json) {
                var location = json.getLocation();
                String where = location == null
                        ? ""
                        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
                return render(
                        request,
                        CommonError.BAD_REQUEST,
                        "The body is not valid JSON of the expected shape" + where + ".");
            }
        }
        return render(request, CommonError.BAD_REQUEST, "The body is missing or cannot be read.");
    }

    private static String fields(MethodArgumentNotValidException invalid) {
        return invalid.getBindingResult().getFieldErrors().stream()
                .map(error -> error.getField() + ": " + error.getDefaultMessage())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    private static ResponseEntity<Object> framework(HttpServletRequest request, ErrorResponse response) {
        int status = response.getStatusCode().value();
        CommonError code = CommonError.of(status);
        String detail = response.getBody().getDetail();
        String description = status == 404 || detail == null ? code.cause() : detail;
        return ErrorRendering.render(request, code, description, response.getHeaders());
    }

    private static ResponseEntity<Object> database(HttpServletRequest request, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (state != null && state.length() == 5 && SQL_FAULTS_OF_OURS.contains(state.substring(0, 2))) {
                    return unforeseen(request, failure);
                }
            }
        }
        log.warn("database not available, trace {}: {}", TraceId.of(request), failure.toString());
        return render(request, CommonError.UNAVAILABLE, "The database does not answer now. Repeat the request.");
    }

    private static ResponseEntity<Object> internalContract(HttpServletRequest request, StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> {
                log.warn("another service is not available, trace {}: {}", TraceId.of(request), failure.getStatus());
                yield render(
                        request, CommonError.UNAVAILABLE, "Another service does not answer now. Repeat the request.");
            }
            default -> unforeseen(request, failure);
        };
    }

    private static ResponseEntity<Object> unforeseen(HttpServletRequest request, Exception failure) {
        log.error("unforeseen failure, trace {}", TraceId.of(request), failure);
        return render(
                request,
                CommonError.INTERNAL,
                "Something went wrong here. The administrator finds it by the trace id.");
    }
}
