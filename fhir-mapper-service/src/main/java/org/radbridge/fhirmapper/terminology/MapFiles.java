package org.radbridge.fhirmapper.terminology;

import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.terminology.CsvTable.Row;
import org.radbridge.fhirmapper.terminology.TerminologyFault.Severity;

/**
 * Reads and checks a site's files. A file with a code that cannot be is left aside as a whole: half
 * a map would translate some codes and lose others without a word.
 */
final class MapFiles {
    private static final int LONGEST_FILE = 64 * 1024 * 1024;

    private final FhirJson fhirJson;
    private final CodeSystemCheck check;
    private final List<TerminologyFault> faults = new ArrayList<>();

    MapFiles(FhirJson fhirJson, CodeSystemCheck check) {
        this.fhirJson = fhirJson;
        this.check = check;
    }

    /** What was found to say about the files read so far. */
    List<TerminologyFault> faults() {
        return List.copyOf(faults);
    }

    /** The codes of code systems, each from its table; a file that cannot be read is a fault. */
    static Map<String, Set<String>> members(
            Map<String, Path> files, List<TerminologyFault> faults) {
        Map<String, Set<String>> members = new HashMap<>();
        files.forEach((system, file) -> {
            try {
                Set<String> codes = new HashSet<>();
                CsvTable.read(Files.readString(file)).forEach(row -> codes.add(row.get("code")));
                codes.remove("");
                members.put(system, codes);
            } catch (IOException e) {
                faults.add(
                        new TerminologyFault(
                                file.toString(), 0, Severity.ERROR, "cannot be read: " + e));
            }
        });
        return members;
    }

    /** All maps of a folder that hold. */
    List<CodeMap> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().flatMap(file -> one(file).stream()).toList();
        } catch (IOException e) {
            error(folder.toString(), 0, "cannot be listed: " + e);
            return List.of();
        }
    }

    private Optional<CodeMap> one(Path file) {
        String name = String.valueOf(file.getFileName());
        int before = errors();
        try {
            if (Files.size(file) > LONGEST_FILE) {
                error(name, 0, "is larger than " + LONGEST_FILE + " bytes");
                return Optional.empty();
            }
            CodeMap map;
            if (name.endsWith(".json")) {
                map = conceptMap(name, Files.readString(file));
            } else if (name.endsWith(".csv")) {
                map = table(name, CsvTable.read(Files.readString(file)));
            } else {
                return Optional.empty();
            }
            check(name, map);
            return errors() == before ? Optional.of(map) : Optional.empty();
        } catch (IOException | DataFormatException e) {
            error(name, 0, "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private CodeMap conceptMap(String name, String json) {
        ConceptMap resource = fhirJson.read(ConceptMap.class, json);
        List<MapEntry> entries = new ArrayList<>();
        for (var group : resource.getGroup()) {
            for (var element : group.getElement()) {
                for (var target : element.getTarget()) {
                    String equivalence =
                            target.getEquivalence() == null ? "" : target.getEquivalence().toCode();
                    entry(
                                    name,
                                    entries.size() + 1,
                                    new Code(
                                            nonNull(group.getSource()),
                                            nonNull(element.getCode()),
                                            nonNull(element.getDisplay())),
                                    new Code(
                                            nonNull(group.getTarget()),
                                            nonNull(target.getCode()),
                                            nonNull(target.getDisplay())),
                                    equivalence)
                            .ifPresent(entries::add);
                }
            }
        }
        return new CodeMap(
                resource.hasUrl() ? resource.getUrl() : "urn:radbridge:map:" + name, entries);
    }

    private CodeMap table(String name, List<Row> rows) {
        List<MapEntry> entries = new ArrayList<>();
        for (Row row : rows) {
            entry(
                            name,
                            row.line(),
                            new Code(
                                    row.get("source-system"),
                                    row.get("source-code"),
                                    row.get("source-display")),
                            new Code(
                                    row.get("target-system"),
                                    row.get("target-code"),
                                    row.get("target-display")),
                            row.get("equivalence"))
                    .ifPresent(entries::add);
        }
        return new CodeMap("urn:radbridge:map:" + name, entries);
    }

    private Optional<MapEntry> entry(
            String name, int line, Code source, Code target, String equivalence) {
        if (Stream.of(source.system(), source.code(), target.system(), target.code())
                .anyMatch(String::isBlank)) {
            error(name, line, "source and target need a system and a code each");
            return Optional.empty();
        }
        Optional<Equivalence> known = Equivalence.of(equivalence);
        if (known.isEmpty()) {
            error(name, line, equivalence + " is no equivalence that can be translated by");
        }
        return known.map(e -> new MapEntry(source, target, e));
    }

    private void check(String name, CodeMap map) {
        if (map.entries().isEmpty()) {
            error(name, 0, "maps nothing");
        }
        Set<String> unlisted = new HashSet<>();
        int line = 1;
        for (MapEntry entry : map.entries()) {
            for (Code code : List.of(entry.source(), entry.target())) {
                int at = line;
                check.fault(code.system(), code.code()).ifPresent(text -> error(name, at, text));
                if (!check.hasMembers(code.system())) {
                    unlisted.add(code.system());
                }
            }
            line++;
        }
        unlisted.stream()
                .sorted()
                .forEach(system ->
                        faults.add(
                                new TerminologyFault(
                                        name,
                                        0,
                                        Severity.WARNING,
                                        "no list of the codes of "
                                                + system
                                                + ": only form and check digit were verified")));
    }

    private int errors() {
        return (int) faults.stream().filter(f -> f.severity() == Severity.ERROR).count();
    }

    private void error(String file, int line, String text) {
        faults.add(new TerminologyFault(file, line, Severity.ERROR, text));
    }

    private static String nonNull(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
