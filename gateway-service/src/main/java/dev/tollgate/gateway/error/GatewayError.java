package dev.tollgate.gateway.error;

import static dev.tollgate.contract.Fault.BACKEND;
import static dev.tollgate.contract.Fault.CLIENT;
import static dev.tollgate.contract.Fault.PLATFORM;

import dev.tollgate.contract.ErrorCode;
import dev.tollgate.contract.Fault;

/** Every refusal of this gateway; WSO2's numbers where WSO2 has one. */
public enum GatewayError implements ErrorCode {
    MALFORMED(
            900960,
            400,
            "Bad Request",
            "The request is not well-formed HTTP, or its path has more than one reading",
            CLIENT,
            "Dot segments, empty segments, path parameters or encoded separators in the path; contradicting framing;"
                    + " two Host fields.",
            "Send one plain path and one kind of framing."),
    INVALID_CREDENTIALS(
            900901,
            401,
            "Invalid Credentials",
            "Access failure for API: the token or key is not valid",
            CLIENT,
            "The token was never issued, was altered, was revoked, or is meant for another audience.",
            "Get a new token."),
    MISSING_CREDENTIALS(
            900902,
            401,
            "Missing Credentials",
            "The call has no token or key, or in a field where this API does not expect it",
            CLIENT,
            "No credential of a kind that the API accepts.",
            "Send the token as \"Authorization: Bearer …\", or the key as the API's documentation says."),
    EXPIRED(
            900903,
            401,
            "Access Token Expired",
            "The token has expired",
            CLIENT,
            "Its life is over.",
            "Get a new token."),
    INACTIVE(
            900904,
            401,
            "Access Token Inactive",
            "The token has been revoked",
            CLIENT,
            "The token, its user or its application was revoked.",
            "Get a new token."),
    WRONG_TOKEN_TYPE(
            900905,
            401,
            "Incorrect Access Token Type",
            "This operation needs a token of another type",
            CLIENT,
            "The operation asks for an application's own token and got a user's, or the other way about.",
            "Use another grant."),
    BLOCKED(
            900907,
            401,
            "The requested API is temporarily blocked",
            "The subscription or the application is blocked",
            CLIENT,
            "The provider blocked the subscription, or an administrator the application.",
            "Ask the provider of the API."),
    NOT_ACTIVE(
            900909,
            401,
            "The subscription to the API is inactive",
            "The subscription waits for approval or was rejected",
            CLIENT,
            "A workflow has not approved it.",
            "Wait for the approval, or subscribe again."),
    NOT_SUBSCRIBED(
            900908,
            403,
            "Resource forbidden",
            "User is NOT authorized to access the Resource. API Subscription validation failed.",
            CLIENT,
            "The application of this token or key has no subscription to this API.",
            "Subscribe the application to the API."),
    SCOPE(
            900910,
            403,
            "The access token does not allow you to access the requested resource",
            "User is NOT authorized to access the Resource. Scope validation failed.",
            CLIENT,
            "The token has none of the operation's scopes.",
            "Ask for a token with one of them."),
    NO_BACKEND(
            900911,
            403,
            "No backend for this type of key",
            "The API has no backend for the key type of this token",
            CLIENT,
            "A sandbox key for an API without a sandbox backend, or the other way about.",
            "Use a key of the other type."),
    CREDENTIAL_NOT_PERMITTED_HERE(
            900912,
            403,
            "Resource forbidden",
            "The key is not permitted from this address or referer",
            CLIENT,
            "The API key is limited to some addresses or referers.",
            "Call from one of those, or make another key."),
    DENIED(
            900805,
            403,
            "Message blocked",
            "You have been blocked from accessing the resource",
            CLIENT,
            "A deny condition of the administrator.",
            "Ask the administrator."),
    TLS_REQUIRED(
            900961,
            403,
            "Transport not allowed",
            "The API is not served over this transport",
            CLIENT,
            "The API is offered over https only, or over http only.",
            "Use the other address of the gateway."),
    NOT_FOUND(
            900906,
            404,
            "No matching resource found for given API Request",
            "Check the API documentation and make sure the path of the request is correct",
            CLIENT,
            "No API is deployed under this path, or it has no such resource.",
            "Compare with the API's definition."),
    METHOD_NOT_ALLOWED(
            900962,
            405,
            "Method Not Allowed",
            "The resource has no such operation",
            CLIENT,
            "The resource exists, with other verbs.",
            "Use one of those that the field Allow names."),
    BODY_TOO_LARGE(
            900963,
            413,
            "Content Too Large",
            "The body is larger than this API allows",
            CLIENT,
            "The API or the gateway limits the size of bodies.",
            "Send less, or ask the provider."),
    URI_TOO_LONG(900964, 414, "URI Too Long", "The request line is too long", CLIENT, "More than 8 KiB.", "Send less."),
    FIELDS_TOO_LARGE(
            900965,
            431,
            "Request Header Fields Too Large",
            "The header fields are too large",
            CLIENT,
            "More than 16 KiB.",
            "Send less."),
    THROTTLED_API(
            900800,
            429,
            "Message throttled out",
            "You have exceeded your quota: API",
            CLIENT,
            "The API's limit is reached.",
            "Wait as Retry-After says."),
    THROTTLED_OPERATION(
            900802,
            429,
            "Message throttled out",
            "You have exceeded your quota: operation",
            CLIENT,
            "The operation's limit is reached.",
            "Wait as Retry-After says."),
    THROTTLED_APPLICATION(
            900803,
            429,
            "Message throttled out",
            "You have exceeded your quota: application",
            CLIENT,
            "The application's limit is reached.",
            "Wait as Retry-After says."),
    THROTTLED_SUBSCRIPTION(
            900804,
            429,
            "Message throttled out",
            "You have exceeded your quota: subscription",
            CLIENT,
            "The tier's limit is reached.",
            "Wait as Retry-After says, or take a higher tier."),
    THROTTLED_CUSTOM(
            900806,
            429,
            "Message throttled out",
            "You have exceeded your quota: custom",
            CLIENT,
            "A custom limit of the administrator is reached.",
            "Wait as Retry-After says."),
    THROTTLED_BURST(
            900807,
            429,
            "Message throttled out",
            "You have exceeded your quota: burst",
            CLIENT,
            "Too many calls in a short time.",
            "Spread the calls."),
    FAULT(
            900966,
            500,
            "Internal Server Error",
            "The gateway failed",
            PLATFORM,
            "A defect.",
            "Report it with the request id."),
    UNKNOWN_CODING(
            900967,
            501,
            "Not Implemented",
            "The transfer coding is not known here",
            CLIENT,
            "A Transfer-Encoding other than chunked.",
            "Send chunked, or with a length."),
    BACKEND_FAILED(
            101503,
            502,
            "Bad Gateway",
            "The backend could not be reached or gave no proper answer",
            BACKEND,
            "The provider's service is away, refuses connections, breaks them, or stands where backends may not.",
            "Look at the backend; for its network ask the administrator."),
    BACKEND_TIMEOUT(
            101504,
            504,
            "Gateway Timeout",
            "The backend did not answer in time",
            BACKEND,
            "The provider's service is slow or hangs.",
            "Look at the backend, or raise the API's time-out."),
    API_BLOCKED(
            700700,
            503,
            "API blocked",
            "This API has been blocked temporarily",
            PLATFORM,
            "Its life cycle state is Blocked.",
            "Wait, or ask the provider."),
    BACKEND_CAP(
            900801,
            503,
            "Backend limit reached",
            "The maximum of calls to the backend is reached",
            PLATFORM,
            "The provider limits the calls a second.",
            "Try again in a moment."),
    NOT_NOW(
            900900,
            503,
            "Unclassified Authentication Failure",
            "The key cannot be validated now",
            PLATFORM,
            "The Key Manager does not answer, or this node was cut off from it for longer than the grace.",
            "Try again as Retry-After says."),
    NOT_READY(
            900968,
            503,
            "Not ready",
            "This gateway is starting",
            PLATFORM,
            "APIs, keys or policies are not loaded yet.",
            "Try again in a moment.");

    private final int code;
    private final int status;
    private final String message;
    private final String description;
    private final Fault fault;
    private final String cause;
    private final String cure;

    GatewayError(int code, int status, String message, String description, Fault fault, String cause, String cure) {
        this.code = code;
        this.status = status;
        this.message = message;
        this.description = description;
        this.fault = fault;
        this.cause = cause;
        this.cure = cure;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String message() {
        return message;
    }

    /** One sentence for the caller, where nothing more particular is known. */
    public String description() {
        return description;
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
}
