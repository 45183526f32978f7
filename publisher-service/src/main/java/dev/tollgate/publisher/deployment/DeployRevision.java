package dev.tollgate.publisher.deployment;

import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.platform.outbox.Outbox;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiChanged;
import dev.tollgate.publisher.api.ApiChanged.ApiCopied;
import dev.tollgate.publisher.api.ApiChanged.ApiDeleted;
import dev.tollgate.publisher.api.ApiChanged.ApiSaved;
import dev.tollgate.publisher.api.ApiChanged.DefaultVersionChanged;
import dev.tollgate.publisher.api.ApiChanged.DeploymentsChanged;
import dev.tollgate.publisher.api.ApiChanged.StateEntered;
import dev.tollgate.publisher.api.ApiChanged.SunsetChanged;
import dev.tollgate.publisher.api.LifeCycleState;
import dev.tollgate.publisher.environment.Environment;
import dev.tollgate.publisher.environment.Environments;
import dev.tollgate.publisher.revision.ApiRevision;
import dev.tollgate.publisher.revision.Revisions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts revisions on environments and takes them off, each change with its event in the same transaction. */
@Service
public class DeployRevision {

    private final Deployments deployments;
    private final Revisions revisions;
    private final Environments environments;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    DeployRevision(
            Deployments deployments,
            Revisions revisions,
            Environments environments,
            Outbox outbox,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.deployments = deployments;
        this.revisions = revisions;
        this.environments = environments;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Where to.
     *
     * @param vhost empty: the environment's first
     */
    public record Target(String environment, String vhost, boolean displayOnDevportal) {}

    /** @param api locked in the caller's transaction */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Deployment> deploy(Api api, ApiRevision revision, List<Target> targets, String actor) {
        if (targets.isEmpty()) {
            throw new RefusedException(CommonError.BAD_REQUEST, "Name at least one environment to deploy to.");
        }
        if (api.state() == LifeCycleState.RETIRED) {
            throw new RefusedException(CommonError.BAD_REQUEST, "A retired API is not deployed any more.");
        }
        if (revisions.content(revision.id()).document().backends().isEmpty()) {
            throw new RefusedException(
                    CommonError.BAD_REQUEST, "The revision has no backend: set endpointConfig and make another one.");
        }
        var made = new ArrayList<Deployment>();
        for (Target target : targets) {
            Environment environment = environments
                    .find(target.environment())
                    .orElseThrow(() -> new RefusedException(
                            CommonError.BAD_REQUEST, "There is no environment '" + shown(target.environment()) + "'."));
            String vhost =
                    target.vhost().isEmpty() ? environment.vhosts().getFirst().host() : target.vhost();
            if (!environment.hasVhost(vhost)) {
                throw new RefusedException(
                        CommonError.BAD_REQUEST,
                        "The environment " + environment.name() + " has no vhost '" + shown(vhost) + "'.");
            }
            var deployment = new Deployment(
                    UUID.randomUUID(),
                    api.id(),
                    revision.id(),
                    environment.name(),
                    vhost,
                    target.displayOnDevportal(),
                    clock.instant());
            deployments.put(deployment, actor);
            made.add(deployment);
        }
        changed(api);
        return made;
    }

    /** Takes off what matches; the API answers there no more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Deployment> undeploy(Api api, Predicate<Deployment> which) {
        List<Deployment> taken =
                deployments.list(api.id()).stream().filter(which).toList();
        taken.forEach(deployment -> deployments.remove(deployment.id()));
        if (!taken.isEmpty()) {
            changed(api);
        }
        return taken;
    }

    private void changed(Api api) {
        outbox.record(api.key());
        events.publishEvent(new DeploymentsChanged(api.id()));
    }

    /** What gateways hold of an API beside its revision changes with the API itself. */
    @EventListener
    void on(ApiChanged change) {
        boolean shown = switch (change) {
            case StateEntered entered -> true;
            case DefaultVersionChanged changed -> true;
            case SunsetChanged changed -> true;
            case ApiDeleted deleted -> true;
            case ApiSaved saved -> false;
            case ApiCopied copied -> false;
            case DeploymentsChanged recorded -> false;
        };
        if (shown && !deployments.list(change.apiId()).isEmpty()) {
            outbox.record(Api.key(change.apiId()));
        }
    }

    private static String shown(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
