package dev.tollgate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** A rule that cannot fail guards nothing: each finds its planted violator. */
class PlantedViolatorsTest {

    private static final JavaClasses VIOLATORS = new ClassFileImporter().importPackages("dev.tollgate.violator");

    private final Rules rules = new Rules("dev.tollgate.violator");

    @Test
    void everyRuleFindsItsViolator() {
        assertFinds(rules.noServiceDependsOnAnother("gateway"), "SecondOfACircle");
        assertFinds(rules.featuresAreAcyclic("gateway"), "FirstOfACircle");
        assertFinds(rules.sharedPartsKnowNoService(), "NosyHelper");
        assertFinds(rules.contractsStandAlone(), "HeavyContract");
        assertFinds(rules.nothingIsInjectedIntoFields(), "NosyHelper.thing");
        assertFinds(rules.namesSaySomething(), "NosyHelper");
        assertFinds(rules.noStateIsStatic(), "NosyHelper.calls");
    }

    private static void assertFinds(ArchRule rule, String violator) {
        assertThat(rule.evaluate(VIOLATORS).getFailureReport().toString()).contains(violator);
    }
}
