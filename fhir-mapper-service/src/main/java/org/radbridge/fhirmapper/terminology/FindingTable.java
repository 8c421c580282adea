package org.radbridge.fhirmapper.terminology;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.radbridge.fhirmapper.terminology.CsvTable.Row;

/** The one table from the labels of models to codes: {@code terminology/findings.csv}. */
public final class FindingTable {
    /** The code system of the labels of models, {@code model/label}. */
    public static final String MODEL_LABEL = "https://radbridge.org/fhir/CodeSystem/model-label";

    private static final String RESOURCE = "/terminology/findings.csv";
    private static final FindingTable BUILT_IN = of(builtIn());

    private final List<FindingConcept> concepts;
    private final Map<String, FindingConcept> byLabel = new LinkedHashMap<>();

    private FindingTable(List<FindingConcept> concepts) {
        this.concepts = List.copyOf(concepts);
        for (FindingConcept concept : concepts) {
            for (String label : concept.labels()) {
                if (byLabel.put(label, concept) != null) {
                    throw new IllegalArgumentException(label + " stands at two findings");
                }
            }
        }
    }

    /** The table that Radbridge comes with. */
    public static FindingTable shipped() {
        return BUILT_IN;
    }

    static FindingTable of(List<Row> rows) {
        return new FindingTable(rows.stream().map(FindingTable::concept).toList());
    }

    public List<FindingConcept> concepts() {
        return concepts;
    }

    /** What a label of a model means. */
    public Optional<FindingConcept> byLabel(String model, String label) {
        return Optional.ofNullable(byLabel.get(model + "/" + label));
    }

    /** Every label with every code that its finding has: the built-in map. */
    Stream<MapEntry> entries() {
        return byLabel.entrySet().stream()
                .flatMap(label ->
                        label.getValue().codes().stream()
                                .map(code ->
                                        new MapEntry(
                                                new Code(
                                                        MODEL_LABEL,
                                                        label.getKey(),
                                                        label.getValue().display()),
                                                code,
                                                Equivalence.EQUIVALENT)));
    }

    private static FindingConcept concept(Row row) {
        List<Code> codes = new ArrayList<>();
        code(codes, CodeSystemCheck.SNOMED_CT, row.get("snomed"), row.get("display"));
        code(codes, CodeSystemCheck.RADLEX, row.get("radlex"), row.get("display"));
        code(codes, CodeSystemCheck.LOINC, row.get("loinc"), row.get("display"));
        return new FindingConcept(
                row.get("key"),
                row.get("display"),
                codes,
                row.list("synonyms"),
                row.list("abbreviations"),
                row.list("labels"));
    }

    private static void code(List<Code> codes, String system, String code, String display) {
        if (!code.isEmpty()) {
            codes.add(new Code(system, code, display));
        }
    }

    private static List<Row> builtIn() {
        try (InputStream in = FindingTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            return CsvTable.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
