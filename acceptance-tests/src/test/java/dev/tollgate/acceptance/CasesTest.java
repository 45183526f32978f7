package dev.tollgate.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Every acceptance case has a test that carries its number, or an entry that names the issue which owes it. */
class CasesTest {

    @Test
    void everyCaseHasATestOrIsOwed() throws IOException {
        Set<String> covered = new TreeSet<>(tags());
        owed().forEach(entry -> covered.add(entry.split("\\|", -1)[0].strip()));

        assertThat(covered).isEqualTo(new TreeSet<>(cases()));
    }

    @Test
    void everyOwedEntryNamesACaseAnIssueAndWhatIsMissing() throws IOException {
        assertThat(owed())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry).matches("[JAR][0-9]+ \\| issue [0-9]+ \\| .+"));
        assertThat(owed())
                .extracting(entry -> entry.split("\\|", -1)[0].strip())
                .isSubsetOf(cases());
    }

    private static Set<String> tags() {
        TestPlan plan = LauncherFactory.create()
                .discover(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectPackage(CasesTest.class.getPackageName()))
                        .build());
        return plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .map(TestIdentifier::getTags)
                .flatMap(Set::stream)
                .map(TestTag::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> cases() throws IOException {
        return lines("cases.txt");
    }

    private static List<String> owed() throws IOException {
        return lines("owed-cases.txt");
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = CasesTest.class.getResourceAsStream("/" + resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
