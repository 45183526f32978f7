package dev.tollgate.publisher.definition;

import java.util.List;

/** What came of reading a text. */
public sealed interface DefinitionReading {

    record Accepted(Definition definition) implements DefinitionReading {}

    /** At least one problem; the first ones where there are very many. */
    record Refused(List<DefinitionProblem> problems) implements DefinitionReading {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
