package dev.tollgate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The rules of the house, for packages under a root: {@code dev.tollgate} in earnest, the planted violators' in their test. */
record Rules(String root) {

    static final String[] SERVICES = {"gateway", "keymanager", "publisher", "store", "trafficmanager"};

    /** No service depends on a service: they meet at contracts. */
    ArchRule noServiceDependsOnAnother(String service) {
        String[] others = Arrays.stream(SERVICES)
                .filter(other -> !other.equals(service))
                .map(other -> root + "." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }

    /** Features of a service do not depend on one another in a circle. */
    ArchRule featuresAreAcyclic(String service) {
        return slices().matching(root + "." + service + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /** What all share knows none of them. */
    ArchRule sharedPartsKnowNoService() {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".platform..", root + ".contract..", root + ".provision..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(SERVICES)
                        .map(name -> root + "." + name + "..")
                        .toArray(String[]::new))
                .allowEmptyShould(true);
    }

    /** Contracts depend on nothing but JSpecify and what gRPC generates for. */
    ArchRule contractsStandAlone() {
        return classes()
                .that()
                .resideInAPackage(root + ".contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        root + ".contract..",
                        "java..",
                        "javax.annotation..",
                        "org.jspecify..",
                        "com.google.protobuf..",
                        "com.google.common..",
                        "io.grpc..")
                .allowEmptyShould(true);
    }

    /** Dependencies come by constructor. */
    ArchRule nothingIsInjectedIntoFields() {
        return noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .allowEmptyShould(true);
    }

    /** Names say what a class is, not that it is a class. */
    ArchRule namesSaySomething() {
        return noClasses()
                .that(are("written here", type -> !type.getPackageName().startsWith(root + ".contract")))
                .should()
                .haveNameMatching(".*[a-z](Impl|Utils?|Helper|Info|Data|DTO|Dto)$")
                .allowEmptyShould(true);
    }

    /** No state that belongs to nobody. */
    ArchRule noStateIsStatic() {
        return noFields()
                .that()
                .areDeclaredInClassesThat(
                        are("written here", type -> !type.getPackageName().startsWith(root + ".contract")))
                .and()
                .areStatic()
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> are(String description, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe(description, test);
    }
}
