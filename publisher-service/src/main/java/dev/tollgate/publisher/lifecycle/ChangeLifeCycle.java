package dev.tollgate.publisher.lifecycle;

import dev.tollgate.platform.auth.Caller;
import dev.tollgate.platform.error.CommonError;
import dev.tollgate.platform.error.RefusedException;
import dev.tollgate.publisher.PublisherError;
import dev.tollgate.publisher.api.Api;
import dev.tollgate.publisher.api.ApiAccess;
import dev.tollgate.publisher.api.ApiChanged.StateEntered;
import dev.tollgate.publisher.api.ApiField;
import dev.tollgate.publisher.api.Apis;
import dev.tollgate.publisher.api.LifeCycleState;
import dev.tollgate.publisher.api.UpdateApi;
import dev.tollgate.publisher.deployment.DeployRevision;
import dev.tollgate.publisher.deployment.DeployRevision.Target;
import dev.tollgate.publisher.deployment.Deployments;
import dev.tollgate.publisher.environment.Environment;
import dev.tollgate.publisher.environment.Environments;
import dev.tollgate.publisher.lifecycle.LifeCycle.Action;
import dev.tollgate.publisher.revision.CreateRevision;
import dev.tollgate.publisher.usage.RecentCalls;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves an API through its life. Publishing commits the state, a revision and its deployment where there is none yet, the registry
 * entry and the event together: published everywhere or not at all.
 */
@Service
@EnableConfigurationProperties(LifeCycleProperties.class)
public class ChangeLifeCycle {

    private final ApiAccess access;
    private final Apis apis;
    private final CreateRevision createRevision;
    private final UpdateApi update;
    private final RecentCalls recentCalls;
    private final LifeCycleProperties properties;
    private final DeployRevision deployRevision;
    private final Deployments deployments;
    private final Environments environments;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    ChangeLifeCycle(
            ApiAccess access,
            Apis apis,
            CreateRevision createRevision,
            UpdateApi update,
            RecentCalls recentCalls,
            LifeCycleProperties properties,
            DeployRevision deployRevision,
            Deployments deployments,
            Environments environments,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.access = access;
        this.apis = apis;
        this.createRevision = createRevision;
        this.update = update;
        this.recentCalls = recentCalls;
        this.properties = properties;
        this.deployRevision = deployRevision;
        this.deployments = deployments;
        this.environments = environments;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a provider asks for.
     *
     * @param force retires the API although it is called
     * @param sunset for {@code Deprecate}: when it is to be taken away; null: that is not said, or was said before
     */
    record Request(
            Action action,
            Checklist checklist,
            boolean force,
            @Nullable String sunset) {

        Request {
            if (sunset != null && action != Action.DEPRECATE) {
                throw new RefusedException(CommonError.BAD_REQUEST, "sunset: it goes with the action Deprecate.");
            }
        }
    }

    /** Leads an API to a state by the shortest way there is, and refuses where there is none. */
    @Transactional
    public void lead(Api api, LifeCycleState state, Caller caller) {
        if (api.state() != state) {
            List<Action> way = LifeCycle.way(api.state(), state)
                    .orElseThrow(() -> new RefusedException(
                            PublisherError.TRANSITION_REFUSED,
                            "No way leads from the state " + api.state() + " to " + state + "."));
            for (Action action : way) {
                change(api.id().toString(), new Request(action, new Checklist(false), false, null), caller, null);
            }
        }
    }

    @Transactional
    Api change(String apiId, Request request, Caller caller, @Nullable String ifMatch) {
        Action action = request.action();
        Api api = access.changeable(apiId, caller, ifMatch);
        String actor = caller.userName();
        if (!LifeCycle.from(api.state()).contains(action)) {
            throw new RefusedException(
                    PublisherError.TRANSITION_REFUSED,
                    "Action '" + action.wireName() + "' is not allowed in the state "
                            + api.state().capitalised() + ". Allowed actions are "
                            + LifeCycle.from(api.state()).stream()
                                    .map(Action::wireName)
                                    .collect(Collectors.joining(", ", "[", "]"))
                            + ".");
        }
        if (action == Action.PUBLISH || action == Action.DEPLOY_AS_A_PROTOTYPE) {
            beServed(api, action, actor);
        }
        if (action == Action.RETIRE) {
            if (!request.force()) {
                refuseWhileCalled(api);
            }
            deployRevision.undeploy(api, deployment -> true);
        }
        if (request.sunset() != null) {
            update.sunset(api, request.sunset(), caller);
        }
        enter(api, action.target(), actor);
        if (action == Action.PUBLISH && request.checklist().deprecateOldVersions()) {
            for (Api other : apis.findVersions(api.name())) {
                if (!other.id().equals(api.id())
                        && other.state() == LifeCycleState.PUBLISHED
                        && other.createdAt().isBefore(api.createdAt())) {
                    enter(other, LifeCycleState.DEPRECATED, actor);
                }
            }
        }
        return api;
    }

    private void refuseWhileCalled(Api api) {
        var calls = recentCalls.passed(api.id(), clock.instant().minus(properties.stillCalled()));
        if (calls.count() > 0) {
            throw new RefusedException(
                    PublisherError.STILL_CALLED,
                    "The API answered " + calls.count() + " calls of " + calls.applications() + " applications since "
                            + calls.since() + ". Repeat with force=true to retire it now.");
        }
    }

    private void enter(Api api, LifeCycleState state, String actor) {
        api.enter(state, actor, clock.instant());
        apis.saveAndFlush(api);
        events.publishEvent(new StateEntered(api.id(), state));
    }

    /** An API without a deployment gets its first revision, on the environments that it names. */
    private void beServed(Api api, Action action, String actor) {
        if (api.document().backends().isEmpty() && deployments.list(api.id()).isEmpty()) {
            throw new RefusedException(
                    PublisherError.TRANSITION_REFUSED, "The API has no backend: set endpointConfig first.");
        }
        if (action == Action.PUBLISH && api.document().texts(ApiField.POLICIES).isEmpty()) {
            throw new RefusedException(
                    PublisherError.TRANSITION_REFUSED, "The API offers no subscription policy: set policies first.");
        }
        if (deployments.list(api.id()).isEmpty()) {
            var revision = createRevision.create(api, "", actor);
            deployRevision.deploy(api, revision, targets(api), actor);
        }
    }

    private List<Target> targets(Api api) {
        List<String> named = api.document().texts(ApiField.GATEWAY_ENVIRONMENTS);
        if (named.isEmpty()) {
            named = environments.usual().map(Environment::name).stream().toList();
        }
        return named.stream()
                .distinct()
                .map(environment -> new Target(environment, "", true))
                .toList();
    }
}
