package dev.tollgate.keymanager.signin;

import java.util.Collection;

/** Where a page of ours leads on to. */
public interface SignInTargets {

    /**
     * @param next a local path with its query, as a user sent it
     * @return the origins outside to which that page may redirect at once; browsers ask for them on the form that starts the journey
     */
    Collection<String> beyond(String next);
}
