package dev.tollgate.publisher.deployment;

import dev.tollgate.publisher.deployment.Receipt.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WSO2's APIRevisionDeployment. */
record DeploymentView(
        String revisionUuid,
        String name,
        String status,
        String vhost,
        boolean displayOnDevportal,
        Instant deployedTime,
        @Nullable Instant successDeployedTime,
        int liveGatewayCount,
        int deployedGatewayCount,
        int failedGatewayCount) {

    static DeploymentView of(Deployment deployment, Receipt receipt) {
        int live = count(deployment, receipt, List.of(State.LIVE));
        int failed = count(deployment, receipt, List.of(State.FAILED));
        Instant deployed = deployment.deployedAt().truncatedTo(ChronoUnit.MILLIS);
        return new DeploymentView(
                deployment.revisionId().toString(),
                deployment.environment(),
                "APPROVED",
                deployment.vhost(),
                deployment.displayOnDevportal(),
                deployed,
                live > 0 ? deployed : null,
                count(deployment, receipt, List.of(State.LIVE, State.FAILED, State.PENDING)),
                live,
                failed);
    }

    private static int count(Deployment deployment, Receipt receipt, List<State> states) {
        return (int) receipt.nodes().stream()
                .filter(node -> node.environment().equals(deployment.environment()))
                .filter(node -> states.contains(node.state()))
                .count();
    }
}
