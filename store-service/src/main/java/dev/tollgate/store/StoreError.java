package dev.tollgate.store;

import dev.tollgate.contract.ErrorCode;
import dev.tollgate.contract.Fault;

/** The Store's own reasons for refusing, numbers 902000 to 902999. */
public enum StoreError implements ErrorCode {
    APPLICATION_NAME_TAKEN(
            902001,
            409,
            "Application name is taken",
            Fault.CLIENT,
            "The owner has an application of this name already.",
            "Choose another name."),
    ALREADY_SUBSCRIBED(
            902002,
            409,
            "Subscription exists already",
            Fault.CLIENT,
            "The application is subscribed to this API already.",
            "Change the subscription's tier, or use another application."),
    TIER_NOT_OFFERED(
            902003,
            400,
            "Tier is not offered",
            Fault.CLIENT,
            "The API does not offer this tier, or not to this subscriber.",
            "Choose one of the API's subscription policies."),
    POLICY_UNKNOWN(
            902004,
            400,
            "Throttling policy does not exist",
            Fault.CLIENT,
            "No throttling policy of this level has this name.",
            "Choose one of the level's throttling policies."),
    NOT_OPEN_FOR_SUBSCRIPTION(
            902005,
            400,
            "API takes no subscriptions",
            Fault.CLIENT,
            "Only published and prototyped APIs take subscriptions.",
            "Ask the API's provider, or choose a later version."),
    KEYS_EXIST(
            902006,
            409,
            "Keys exist already",
            Fault.CLIENT,
            "The application has keys of this type, or they are being generated now.",
            "Use the keys there are, regenerate their secret, or delete them first."),
    KEYS_INCOMPLETE(
            902007,
            409,
            "Keys are incomplete",
            Fault.PLATFORM,
            "An earlier generation of these keys was broken off.",
            "Generate them again, or clean them up."),
    SECRET_WRONG(
            902008,
            400,
            "Consumer secret is wrong",
            Fault.CLIENT,
            "The consumer secret that was sent does not belong to this consumer key.",
            "Send the right secret, or regenerate it; secrets are shown only once."),
    KEY_MANAGER_REFUSED(
            902009,
            400,
            "Key Manager refused",
            Fault.CLIENT,
            "The Key Manager does not take these grant types, callback URLs, scopes or periods.",
            "Read the description; correct what it names."),
    SUBSCRIPTION_IN_WRONG_STATE(
            902010,
            409,
            "Subscription is in another state",
            Fault.CLIENT,
            "The subscription waits for an approval, or was rejected.",
            "Wait for the approval, or delete the subscription."),
    NOT_SUPPORTED(
            902011,
            400,
            "Not supported",
            Fault.CLIENT,
            "A field asks for something that Tollgate does not do.",
            "Leave the field out."),
    APPLICATION_NOT_APPROVED(
            902012,
            409,
            "Application is not approved",
            Fault.CLIENT,
            "An approver has not decided about the application yet, or has rejected it.",
            "Wait for the approval; the application shows the reason of a rejection."),
    WORKFLOW_DECIDED(
            902013,
            409,
            "Request is decided already",
            Fault.CLIENT,
            "Somebody decided about the request before, and otherwise.",
            "Read the request; block the subscription or application if it must end.");

    private final int code;
    private final int status;
    private final String message;
    private final Fault fault;
    private final String cause;
    private final String cure;

    StoreError(int code, int status, String message, Fault fault, String cause, String cure) {
        this.code = code;
        this.status = status;
        this.message = message;
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
