package dev.tollgate.gateway.throttle;

import java.util.Set;

/** What custom rules may know of a call; texts are empty where the call has none. */
public interface CallFacts {

    /** The user on whose behalf, else the owner of the application that acts for itself. */
    String userId();

    String appId();

    String apiContext();

    String apiVersion();

    /** WSO2's name of an operation: {@code /context/version/target:VERB}. */
    String resourceKey();

    String verb();

    String clientIp();

    Set<String> scopes();

    boolean sandbox();

    /** The first value of a request's field. */
    String header(String name);

    /** The first value of a query's parameter. Fails where the query cannot be read. */
    String query(String name);
}
