package org.radbridge.fhirmapper.terminology.audit;

import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.terminology.Code;
import org.radbridge.fhirmapper.terminology.CodeSystemCheck;
import org.radbridge.fhirmapper.terminology.CsvTable;
import org.radbridge.fhirmapper.terminology.CsvTable.Row;

/**
 * A record's dictionary of findings.
 *
 * @param entries its lines
 */
public record Dictionary(List<DictionaryEntry> entries) {
    private static final Map<String, String> COLUMNS =
            Map.of(
                    "snomed", CodeSystemCheck.SNOMED_CT,
                    "radlex", CodeSystemCheck.RADLEX,
                    "loinc", CodeSystemCheck.LOINC);

    public Dictionary {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a table with the columns {@code code} and {@code display} and, where the record knows
     * them, {@code snomed}, {@code radlex}, {@code loinc}, or {@code system} of the code itself.
     *
     * @throws IOException when it is none; the message names no value
     */
    public static Dictionary ofCsv(String text) throws IOException {
        List<Row> rows = CsvTable.read(text);
        if (rows.isEmpty() || !rows.getFirst().values().containsKey("code")) {
            throw new IOException("a table with a header that has the columns code and display");
        }
        return new Dictionary(rows.stream().map(Dictionary::entry).toList());
    }

    /**
     * Reads a FHIR ValueSet (its expansion, else what it lists) or CodeSystem.
     *
     * @throws IOException when it is neither
     */
    public static Dictionary ofFhir(FhirJson fhirJson, String json) throws IOException {
        Resource resource;
        try {
            resource = fhirJson.read(json);
        } catch (DataFormatException e) {
            throw new IOException("no FHIR resource", e);
        }
        List<DictionaryEntry> entries = new ArrayList<>();
        switch (resource) {
            case ValueSet set when set.hasExpansion() ->
                    set.getExpansion()
                            .getContains()
                            .forEach(c -> add(entries, c.getSystem(), c.getCode(), c.getDisplay()));
            case ValueSet set ->
                    set.getCompose()
                            .getInclude()
                            .forEach(include ->
                                    include.getConcept()
                                            .forEach(c ->
                                                    add(
                                                            entries,
                                                            include.getSystem(),
                                                            c.getCode(),
                                                            c.getDisplay())));
            case CodeSystem system -> add(entries, system.getUrl(), system.getConcept());
            default -> throw new IOException("neither a ValueSet nor a CodeSystem");
        }
        return new Dictionary(entries);
    }

    private static void add(
            List<DictionaryEntry> entries,
            String system,
            List<ConceptDefinitionComponent> concepts) {
        for (ConceptDefinitionComponent concept : concepts) {
            add(entries, system, concept.getCode(), concept.getDisplay());
            add(entries, system, concept.getConcept());
        }
    }

    private static void add(
            List<DictionaryEntry> entries, String system, String code, String display) {
        String words = display == null ? "" : display;
        entries.add(
                new DictionaryEntry(
                        entries.size() + 1, code, words, List.of(new Code(system, code, words))));
    }

    private static DictionaryEntry entry(Row row) {
        List<Code> standards = new ArrayList<>();
        COLUMNS.forEach((column, system) -> {
            if (!row.get(column).isEmpty()) {
                standards.add(new Code(system, row.get(column), row.get("display")));
            }
        });
        if (!row.get("system").isEmpty()) {
            standards.add(new Code(row.get("system"), row.get("code"), row.get("display")));
        }
        return new DictionaryEntry(row.line(), row.get("code"), row.get("display"), standards);
    }
}
