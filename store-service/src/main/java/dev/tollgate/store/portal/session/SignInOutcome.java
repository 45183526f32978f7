package dev.tollgate.store.portal.session;

/** How an attempt to sign in ended. */
sealed interface SignInOutcome {

    record SignedIn(String userName, String accessToken, String idToken, String next) implements SignInOutcome {

        /** Never the tokens. */
        @Override
        public String toString() {
            return "SignedIn[" + userName + "]";
        }
    }

    /** @param reason for the visitor: what happened, and what to do */
    record Refused(String reason) implements SignInOutcome {}
}
