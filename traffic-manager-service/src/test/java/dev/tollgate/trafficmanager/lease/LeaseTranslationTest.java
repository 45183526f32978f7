package dev.tollgate.trafficmanager.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.contract.lease.Grant;
import dev.tollgate.contract.lease.GrantStatus;
import dev.tollgate.contract.lease.LeaseLevel;
import dev.tollgate.contract.lease.LeaseRequest;
import dev.tollgate.contract.lease.LevelKind;
import dev.tollgate.trafficmanager.policy.PolicyBook;
import dev.tollgate.trafficmanager.policy.TestPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTranslationTest {

    private final PolicyBook book = TestPolicies.book();
    private final LevelResolver resolver = new LevelResolver(book);

    private static LeaseLevel level(LevelKind kind, String key, String policy) {
        return LeaseLevel.newBuilder()
                .setKind(kind)
                .setKey(key)
                .setPolicy(policy)
                .build();
    }

    private static LeaseRequest request(LeaseLevel... levels) {
        return LeaseRequest.newBuilder()
                .setVector("v")
                .setNumber(1)
                .setWaiting(2)
                .setWant(50)
                .addAllLevels(List.of(levels))
                .build();
    }

    @Test
    void levelsWithoutALimitDropOutAndComeBackInTheirPlaces() {
        LeaseTranslation translation = LeaseTranslation.of(
                request(
                        level(LevelKind.LEVEL_KIND_API, "a", "Unlimited"),
                        level(LevelKind.LEVEL_KIND_SUBSCRIPTION, "s", "Gold"),
                        level(LevelKind.LEVEL_KIND_BURST, "s", "Gold"),
                        level(LevelKind.LEVEL_KIND_APPLICATION, "p", "10PerMin")),
                resolver);

        assertThat(translation.ask("node", "boot").levels())
                .extracting(Level::key)
                .containsExactly("subscription:s", "application:p");
        Grant grant = translation.grant(new Decision(
                Decision.Status.REFUSED,
                0,
                0,
                1,
                700,
                3,
                List.of(new Decision.Reading(4990, 5), new Decision.Reading(0, 700))));
        assertThat(grant.getRefusingLevel()).isEqualTo(3);
        assertThat(grant.getLevelsList()).extracting(state -> state.getLimit()).containsExactly(-1L, 5000L, -1L, 10L);
        assertThat(grant.getLevels(1).getRemaining()).isEqualTo(4990);
    }

    @Test
    void aBurstIsALevelOfItsOwn() {
        LeaseTranslation translation =
                LeaseTranslation.of(request(level(LevelKind.LEVEL_KIND_BURST, "s", "Spiky")), resolver);

        assertThat(translation.ask("node", "boot").levels()).singleElement().satisfies(level -> {
            assertThat(level.key()).isEqualTo("burst:s");
            assertThat(level.limit().calls()).isEqualTo(5);
        });
    }

    @Test
    void anExactPolicyLendsNothingAhead() {
        assertThat(LeaseTranslation.of(request(level(LevelKind.LEVEL_KIND_APPLICATION, "p", "Exact")), resolver)
                        .ask("node", "boot")
                        .want())
                .isEqualTo(2);
        assertThat(LeaseTranslation.of(request(level(LevelKind.LEVEL_KIND_APPLICATION, "p", "10PerMin")), resolver)
                        .ask("node", "boot")
                        .want())
                .isEqualTo(50);
    }

    @Test
    void sandboxCallsAreCountedApart() {
        LeaseLevel level = level(LevelKind.LEVEL_KIND_APPLICATION, "p", "10PerMin");

        assertThat(LevelResolver.key(level)).isEqualTo("application:p");
        assertThat(LevelResolver.key(level.toBuilder().setSandbox(true).build()))
                .isEqualTo("application:p:sandbox");
    }

    @Test
    void aPolicyNobodyKnowsIsSaidToBeUnknown() {
        LeaseTranslation translation = LeaseTranslation.of(
                request(
                        level(LevelKind.LEVEL_KIND_SUBSCRIPTION, "s", "Gold"),
                        level(LevelKind.LEVEL_KIND_API, "a", "Gold")),
                resolver);

        assertThat(translation.unknownPolicy()).isTrue();
        assertThat(translation.grantOfUnknownPolicy().getRefusingLevel()).isEqualTo(1);
        assertThat(translation.grantOfUnknownPolicy().getStatus()).isEqualTo(GrantStatus.GRANT_STATUS_UNKNOWN_POLICY);
    }

    @Test
    void whatNoGatewayMaySendIsRefused() {
        LeaseRequest good = request(level(LevelKind.LEVEL_KIND_API, "a", "Unlimited"));

        for (LeaseRequest bad : List.of(
                good.toBuilder().setNumber(0).build(),
                good.toBuilder().setVector("").build(),
                good.toBuilder().setCost(-1).build(),
                good.toBuilder().addLevels(LeaseLevel.getDefaultInstance()).build())) {
            assertThatIllegalArgumentException().isThrownBy(() -> LeaseTranslation.of(bad, resolver));
        }
        LeaseTranslation negative =
                LeaseTranslation.of(good.toBuilder().setWaiting(-1).setWant(-1).build(), resolver);
        assertThatIllegalArgumentException().isThrownBy(() -> negative.ask("node", "boot"));
    }
}
