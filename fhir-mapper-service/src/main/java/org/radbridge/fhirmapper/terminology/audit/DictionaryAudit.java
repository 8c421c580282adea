package org.radbridge.fhirmapper.terminology.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.fhirmapper.terminology.Code;
import org.radbridge.fhirmapper.terminology.FindingConcept;
import org.radbridge.fhirmapper.terminology.FindingTable;
import org.radbridge.fhirmapper.terminology.Terminology;
import org.radbridge.fhirmapper.terminology.audit.AuditReport.Fault;
import org.radbridge.fhirmapper.terminology.audit.AuditReport.Line;
import org.radbridge.fhirmapper.terminology.audit.AuditReport.Verdict;

/**
 * Looks up each of our findings in a record's dictionary: by the standard codes that an entry
 * declares, by the site's maps, by its words, and by abbreviations last, since "ICH" is an
 * intracranial haemorrhage here and an intracerebral one there. Pure.
 */
public final class DictionaryAudit {
    private final FindingTable table;
    private final Terminology terminology;
    private final Map<String, Set<FindingConcept>> byWords = new HashMap<>();
    private final Map<String, Set<FindingConcept>> byAbbreviation = new HashMap<>();

    public DictionaryAudit(FindingTable table, Terminology terminology) {
        this.table = table;
        this.terminology = terminology;
        for (FindingConcept concept : table.concepts()) {
            Stream.concat(Stream.of(concept.display()), concept.synonyms().stream())
                    .forEach(words -> at(byWords, words).add(concept));
            concept.abbreviations().forEach(short_ -> at(byAbbreviation, short_).add(concept));
        }
    }

    /** Examines a dictionary. */
    public AuditReport examine(Dictionary dictionary) {
        Map<FindingConcept, Candidates> candidates = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        for (DictionaryEntry entry : dictionary.entries()) {
            for (Code code : entry.standards()) {
                terminology
                        .check()
                        .fault(code.system(), code.code())
                        .ifPresent(text -> faults.add(new Fault(entry.line(), entry.code(), text)));
            }
            match(entry, candidates);
        }
        List<Line> lines =
                table.concepts().stream()
                        .map(concept ->
                                candidates.getOrDefault(concept, new Candidates()).line(concept))
                        .toList();
        return new AuditReport(
                dictionary.entries().size(),
                count(lines, Verdict.RESOLVED),
                count(lines, Verdict.AMBIGUOUS),
                count(lines, Verdict.MISSING),
                lines,
                faults);
    }

    private void match(DictionaryEntry entry, Map<FindingConcept, Candidates> candidates) {
        Set<FindingConcept> coded = byCode(entry);
        coded.forEach(concept -> of(candidates, concept).byCode.add(entry.code()));
        Set<FindingConcept> named = new LinkedHashSet<>();
        Set<FindingConcept> abbreviated = new LinkedHashSet<>();
        for (String words : List.of(entry.display(), entry.code())) {
            named.addAll(byWords.getOrDefault(folded(words), Set.of()));
            abbreviated.addAll(byAbbreviation.getOrDefault(folded(words), Set.of()));
        }
        for (FindingConcept concept : named) {
            Candidates of = of(candidates, concept);
            if (!coded.isEmpty() && !coded.contains(concept)) {
                of.doubts.add(entry.code() + " has these words and the code of " + displays(coded));
            } else if (named.size() > 1) {
                of.doubts.add(entry.code() + " may be each of " + displays(named));
            } else {
                of.byWords.add(entry.code());
            }
        }
        if (!coded.isEmpty() || !named.isEmpty()) {
            return;
        }
        for (FindingConcept concept : abbreviated) {
            Candidates of = of(candidates, concept);
            if (abbreviated.size() > 1) {
                of.doubts.add(entry.code() + " may be each of " + displays(abbreviated));
            } else {
                of.byAbbreviation.add(entry.code());
            }
        }
    }

    /** By the codes that the entry declares, and by what the site's maps make of its own code. */
    private Set<FindingConcept> byCode(DictionaryEntry entry) {
        List<Code> codes = new ArrayList<>(entry.standards());
        terminology.maps().stream()
                .flatMap(map -> map.entries().stream())
                .filter(mapped -> mapped.source().code().equals(entry.code()))
                .filter(mapped -> !mapped.source().system().equals(FindingTable.MODEL_LABEL))
                .forEach(mapped -> codes.add(mapped.target()));
        Set<FindingConcept> found = new LinkedHashSet<>();
        for (FindingConcept concept : table.concepts()) {
            if (concept.codes().stream().anyMatch(own -> codes.stream().anyMatch(own::sameAs))) {
                found.add(concept);
            }
        }
        return found;
    }

    /** What was found for a finding, the surest kind of evidence first. */
    private static final class Candidates {
        private final Set<String> byCode = new LinkedHashSet<>();
        private final Set<String> byWords = new LinkedHashSet<>();
        private final Set<String> byAbbreviation = new LinkedHashSet<>();
        private final Set<String> doubts = new LinkedHashSet<>();

        Line line(FindingConcept concept) {
            if (!byCode.isEmpty()) {
                return of(concept, byCode, "code");
            }
            if (!doubts.isEmpty()) {
                Set<String> all = new LinkedHashSet<>(byWords);
                all.addAll(byAbbreviation);
                return line(concept, Verdict.AMBIGUOUS, all, String.join("; ", doubts));
            }
            if (!byWords.isEmpty()) {
                return of(concept, byWords, "words");
            }
            if (!byAbbreviation.isEmpty()) {
                return line(
                        concept,
                        Verdict.AMBIGUOUS,
                        byAbbreviation,
                        "by an abbreviation alone: confirm it");
            }
            return line(
                    concept, Verdict.MISSING, Set.of(), "no entry by code, words or abbreviation");
        }

        private static Line of(FindingConcept concept, Set<String> entries, String by) {
            return entries.size() == 1
                    ? line(concept, Verdict.RESOLVED, entries, "by its " + by)
                    : line(
                            concept,
                            Verdict.AMBIGUOUS,
                            entries,
                            entries.size() + " entries by their " + by);
        }

        private static Line line(
                FindingConcept concept, Verdict verdict, Set<String> entries, String why) {
            return new Line(concept.key(), concept.display(), verdict, List.copyOf(entries), why);
        }
    }

    private static Candidates of(
            Map<FindingConcept, Candidates> candidates, FindingConcept concept) {
        return candidates.computeIfAbsent(concept, _ -> new Candidates());
    }

    private static Set<FindingConcept> at(Map<String, Set<FindingConcept>> index, String words) {
        return index.computeIfAbsent(folded(words), _ -> new LinkedHashSet<>());
    }

    private static String displays(Set<FindingConcept> concepts) {
        return concepts.stream().map(FindingConcept::display).collect(Collectors.joining(", "));
    }

    private static String folded(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static long count(List<Line> lines, Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).count();
    }
}
