package dev.tollgate.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ArchitectureTest {

    static final String[] services = Rules.SERVICES;

    private static final JavaClasses TOLLGATE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/checks/architecture/"))
            .importPackages("dev.tollgate");

    private final Rules rules = new Rules("dev.tollgate");

    @ParameterizedTest
    @FieldSource("services")
    void noServiceDependsOnAnother(String service) {
        rules.noServiceDependsOnAnother(service).check(TOLLGATE);
    }

    @ParameterizedTest
    @FieldSource("services")
    void featuresAreAcyclic(String service) {
        rules.featuresAreAcyclic(service).check(TOLLGATE);
    }

    @Test
    void sharedPartsKnowNoService() {
        rules.sharedPartsKnowNoService().check(TOLLGATE);
    }

    @Test
    void contractsStandAlone() {
        rules.contractsStandAlone().check(TOLLGATE);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        rules.nothingIsInjectedIntoFields().check(TOLLGATE);
    }

    @Test
    void namesSaySomething() {
        rules.namesSaySomething().check(TOLLGATE);
    }

    @Test
    void noStateIsStatic() {
        rules.noStateIsStatic().check(TOLLGATE);
    }
}
