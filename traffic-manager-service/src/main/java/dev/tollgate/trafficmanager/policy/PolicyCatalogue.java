package dev.tollgate.trafficmanager.policy;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.outbox.Outbox;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/** What administrators do with policies. Each change is an event for the gateways and for every Traffic Manager. */
public final class PolicyCatalogue {

    /** Each rule may be one more level of any call, and a call passes a bounded number of them. */
    private static final int MOST_RULES = 10;

    private final PolicyRepository policies;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Runnable changed;

    /**
     * Needs all of them.
     *
     * @param changed told after each change: what this node itself has changed it knows at once
     */
    PolicyCatalogue(PolicyRepository policies, Outbox outbox, TransactionOperations transactions, Runnable changed) {
        this.changed = changed;
        this.policies = policies;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    public List<ThrottlingPolicy> list(PolicyLevel level) {
        return policies.list(level);
    }

    public ThrottlingPolicy get(PolicyLevel level, UUID id) {
        return policies.find(level, id).orElseThrow(() -> absent(level, id));
    }

    public void create(ThrottlingPolicy policy) {
        try {
            transactions.executeWithoutResult(status -> {
                if (policy.level() == PolicyLevel.CUSTOM && policies.count(PolicyLevel.CUSTOM) >= MOST_RULES) {
                    throw new RefusedException(
                            CommonError.CONFLICT,
                            "There are " + MOST_RULES + " custom rules already, and every call is tested against each:"
                                    + " delete one, or widen one.");
                }
                policies.insert(policy);
                outbox.record(policy.feedKey());
            });
            changed.run();
        } catch (DuplicateKeyException taken) {
            throw new RefusedException(
                    CommonError.CONFLICT,
                    "There is a policy named " + policy.name() + " at the level "
                            + policy.level().word() + " already.");
        }
    }

    /** The name and the level of a policy stay: others refer to it by them. */
    public void replace(ThrottlingPolicy policy) {
        refuseBuiltIn(policy.level(), policy.name(), "changed");
        transactions.executeWithoutResult(status -> {
            if (!policies.update(policy)) {
                throw absent(policy.level(), policy.id());
            }
            outbox.record(policy.feedKey());
        });
        changed.run();
    }

    public void delete(PolicyLevel level, UUID id) {
        ThrottlingPolicy policy = get(level, id);
        refuseBuiltIn(level, policy.name(), "deleted");
        Optional<String> users = policies.users(level, policy.name());
        if (users.isPresent()) {
            throw new RefusedException(
                    CommonError.CONFLICT,
                    "The policy " + policy.name() + " is in use by " + users.get() + ": give them another one first.");
        }
        transactions.executeWithoutResult(status -> {
            if (policies.delete(id)) {
                outbox.record(policy.feedKey());
            }
        });
        changed.run();
    }

    private static void refuseBuiltIn(PolicyLevel level, String name, String what) {
        if (name.equals(ThrottlingPolicy.UNLIMITED)) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST,
                    "The " + level.word() + " policy " + name + " is what everything falls back to and cannot be "
                            + what + ".");
        }
    }

    private static RefusedException absent(PolicyLevel level, UUID id) {
        return new RefusedException(
                CommonError.NOT_FOUND, "There is no " + level.word() + " policy with the id " + id + ".");
    }
}
