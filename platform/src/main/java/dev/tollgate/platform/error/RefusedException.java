package dev.tollgate.platform.error;

import dev.tollgate.contract.ErrorCode;

/** A request is refused for a known reason. The description is shown to the caller: it says what, where and what to do. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    public RefusedException(ErrorCode code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public String description() {
        return String.valueOf(getMessage());
    }
}
