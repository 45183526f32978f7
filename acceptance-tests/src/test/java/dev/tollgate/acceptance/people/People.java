package dev.tollgate.acceptance.people;

import dev.tollgate.acceptance.installation.Installation;

/** The cast of one run. Names carry the run's mark, so that a run on an installation with a past meets nobody. */
public record People(Administrator administrator, Provider alice, Subscriber bob, Subscriber carol) {

    public static People in(Installation installation) {
        Administrator administrator = new Administrator(installation);
        return new People(
                administrator,
                new Provider(administrator.user("alice", "Internal/creator", "Internal/publisher")),
                new Subscriber(administrator.user("bob", "Internal/subscriber")),
                new Subscriber(administrator.user("carol", "Internal/subscriber")));
    }
}
