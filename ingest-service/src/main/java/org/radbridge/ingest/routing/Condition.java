package org.radbridge.ingest.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that holds for a series or does not, as a file that operators edit puts it. */
public sealed interface Condition {

    /** The name in the file. */
    String name();

    /** What the file asks for. */
    String wanted();

    /** Whether it holds. */
    boolean holds(SeriesFacts facts);

    /** What the series says, unless that could tell who the patient is. */
    Optional<String> found(SeriesFacts facts);

    /**
     * One attribute of a series is one of several values.
     *
     * @param attribute what is looked at
     * @param anyOf patterns, of which one must match one of the attribute's values
     */
    record OneOf(Attribute attribute, List<ValuePattern> anyOf) implements Condition {
        public OneOf {
            anyOf = List.copyOf(anyOf);
        }

        @Override
        public String name() {
            return attribute.yamlName();
        }

        @Override
        public String wanted() {
            return anyOf.stream().map(ValuePattern::text).collect(Collectors.joining(", "));
        }

        @Override
        public boolean holds(SeriesFacts facts) {
            return attribute.valuesOf(facts).stream()
                    .anyMatch(value -> anyOf.stream().anyMatch(pattern -> pattern.matches(value)));
        }

        @Override
        public Optional<String> found(SeriesFacts facts) {
            List<String> values = attribute.valuesOf(facts);
            if (values.isEmpty()) {
                return Optional.of("(none)");
            }
            return attribute.isCoded() ? Optional.of(String.join(", ", values)) : Optional.empty();
        }
    }

    /** The number of stored instances lies in a range. */
    record Instances(CountRange range) implements Condition {
        static final String NAME = "instances";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String wanted() {
            return range.toString();
        }

        @Override
        public boolean holds(SeriesFacts facts) {
            return range.contains(facts.instances());
        }

        @Override
        public Optional<String> found(SeriesFacts facts) {
            return Optional.of(Integer.toString(facts.instances()));
        }
    }

    /** The patient's age on the day of the study lies in one of several ranges. */
    record Age(List<AgeRange> anyOf) implements Condition {
        static final String NAME = "age";

        public Age {
            anyOf = List.copyOf(anyOf);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String wanted() {
            return anyOf.stream().map(AgeRange::toString).collect(Collectors.joining(", "));
        }

        @Override
        public boolean holds(SeriesFacts facts) {
            return anyOf.stream()
                    .anyMatch(range -> range.contains(facts.birthDate(), facts.studyDate()));
        }

        @Override
        public Optional<String> found(SeriesFacts facts) {
            return facts.birthDate() == null || facts.studyDate() == null
                    ? Optional.of("(none)")
                    : Optional.empty();
        }
    }

    /** The study's first instance came in one of several windows of the week. */
    record Received(List<TimeWindow> anyOf) implements Condition {
        static final String NAME = "received";

        public Received {
            anyOf = List.copyOf(anyOf);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String wanted() {
            return anyOf.stream().map(TimeWindow::toString).collect(Collectors.joining(", "));
        }

        @Override
        public boolean holds(SeriesFacts facts) {
            return anyOf.stream().anyMatch(window -> window.contains(facts.receivedAt()));
        }

        @Override
        public Optional<String> found(SeriesFacts facts) {
            return Optional.of(TimeWindow.describe(facts.receivedAt()));
        }
    }
}
