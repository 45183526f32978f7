package dev.tollgate.platform.error;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tollgate.contract.ErrorCode;
import java.util.List;

/** WSO2's error shape, with the trace id beside it. */
@JsonPropertyOrder({"code", "message", "description", "moreInfo", "error", "traceId"})
public record ErrorBody(
        long code, String message, String description, String moreInfo, List<Item> error, String traceId) {

    /** One of several findings. */
    public record Item(String code, String message, String description) {}

    static ErrorBody of(ErrorCode code, String description, String traceId) {
        return new ErrorBody(code.code(), code.message(), description, "", List.of(), traceId);
    }
}
