package dev.tollgate.platform.error;

import dev.tollgate.contract.ErrorCode;
import dev.tollgate.contract.Fault;

/** The reasons that need no number of their own: the code is the HTTP status, as in WSO2's definitions. */
public enum CommonError implements ErrorCode {
    BAD_REQUEST(
            400,
            "Bad Request",
            Fault.CLIENT,
            "The request cannot be understood or breaks a rule.",
            "Read the description; correct the field it names."),
    UNAUTHORIZED(
            401,
            "Unauthorized",
            Fault.CLIENT,
            "No valid credential came with the request.",
            "Send a valid access token, or user name and password."),
    FORBIDDEN(
            403,
            "Forbidden",
            Fault.CLIENT,
            "The caller may not do this.",
            "Ask for one of the scopes named, or for a role bound to one."),
    NOT_FOUND(
            404,
            "Not Found",
            Fault.CLIENT,
            "There is nothing here, or not for this caller.",
            "Check the path and the id."),
    METHOD_NOT_ALLOWED(
            405, "Method Not Allowed", Fault.CLIENT, "The path exists with other verbs.", "See the Allow header."),
    NOT_ACCEPTABLE(
            406, "Not Acceptable", Fault.CLIENT, "None of the accepted media types can be produced.", "Accept JSON."),
    CONFLICT(409, "Conflict", Fault.CLIENT, "Something else stands in the way.", "Choose another name, or retry."),
    PRECONDITION_FAILED(
            412,
            "Precondition Failed",
            Fault.CLIENT,
            "It has changed since the ETag in If-Match.",
            "Read it again and repeat the change."),
    TOO_LARGE(413, "Payload Too Large", Fault.CLIENT, "The body is over the limit.", "Send less."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "Unsupported media type", Fault.CLIENT, "The body's media type is not understood.", "Send JSON."),
    TOO_MANY_REQUESTS(
            429, "Too Many Requests", Fault.CLIENT, "Too many tries in a short time.", "Wait as Retry-After says."),
    INTERNAL(
            500,
            "Internal Server Error",
            Fault.PLATFORM,
            "Something unforeseen; the log has it under the trace id.",
            "Report the trace id to the administrator."),
    UNAVAILABLE(
            503,
            "Service Unavailable",
            Fault.PLATFORM,
            "Something this service stands on does not answer now.",
            "Repeat the request after Retry-After; repeating is safe.");

    private final int status;
    private final String message;
    private final Fault fault;
    private final String cause;
    private final String cure;

    CommonError(int status, String message, Fault fault, String cause, String cure) {
        this.status = status;
        this.message = message;
        this.fault = fault;
        this.cause = cause;
        this.cure = cure;
    }

    @Override
    public int code() {
        return status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String message() {
        return message;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    @Override
    public String cause() {
        return cause;
    }

    @Override
    public String cure() {
        return cure;
    }

    /** The reason that stands for an HTTP status; 400 or 500 for those without one of their own. */
    public static CommonError of(int status) {
        for (CommonError error : values()) {
            if (error.status == status) {
                return error;
            }
        }
        return status < 500 ? BAD_REQUEST : INTERNAL;
    }
}
