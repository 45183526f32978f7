package dev.tollgate.publisher;

import dev.tollgate.contract.ErrorCode;
import dev.tollgate.contract.Fault;

/** The Publisher's reasons with a number of their own; WSO2's numbers where it has one. */
public enum PublisherError implements ErrorCode {
    NAME_TAKEN(
            900250,
            409,
            "The API name already exists",
            "An API of this name and version, or another API's version under this name, exists.",
            "Choose another name, or another version of the same API."),
    CONTEXT_TAKEN(
            900251,
            409,
            "The API context already exists",
            "Another API answers under this context.",
            "Choose another context."),
    API_NOT_FOUND(
            900301,
            404,
            "API Not Found",
            "No API has this id, or the caller may not see it.",
            "Check the id with GET /apis."),
    TRANSITION_REFUSED(
            900303,
            400,
            "Lifecycle exception occurred",
            "The API's state does not lead there, or the API lacks what the new state needs.",
            "See availableTransitions in GET /apis/{apiId}/lifecycle-state, and the description."),
    ENDPOINT_REFUSED(
            900346,
            400,
            "Endpoint URL(s) is(are) not valid",
            "The address is malformed, or stands in a network that the administrator does not allow.",
            "Correct the URL, or ask the administrator to add the network to /settings/backend-networks."),
    REVISION_NOT_FOUND(
            900347,
            404,
            "API Revision Not Found",
            "This API has no such revision.",
            "Check the id with GET /apis/{apiId}/revisions."),
    REVISION_DEPLOYED(
            900348,
            400,
            "Can not delete API Revision",
            "The revision is deployed to a gateway environment.",
            "Undeploy it, or deploy another one, first."),
    SUBSCRIBED(
            900393,
            409,
            "The API has active subscriptions",
            "Deleting the API would cut its subscribers off.",
            "Retire the API, or let the subscriptions end, first."),
    STILL_CALLED(
            900394,
            409,
            "The API is still called",
            "Retiring the API would break callers that it has.",
            "Tell the subscribers and wait, or repeat the request with force=true."),
    DEFINITION_REFUSED(
            900754,
            400,
            "Error while parsing OpenAPI definition",
            "The text is not an OpenAPI 3.0 or 3.1 document that can be taken.",
            "Correct what the description names by line or path; POST /apis/validate-openapi lists all findings.");

    private final int code;
    private final int status;
    private final String message;
    private final String cause;
    private final String cure;

    PublisherError(int code, int status, String message, String cause, String cure) {
        this.code = code;
        this.status = status;
        this.message = message;
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

    @Override
    public Fault fault() {
        return Fault.CLIENT;
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
