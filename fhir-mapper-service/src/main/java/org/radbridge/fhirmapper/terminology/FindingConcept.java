package org.radbridge.fhirmapper.terminology;

import java.util.List;

/**
 * What a finding is, whoever finds it: a row of the table of findings.
 *
 * @param key its name here
 * @param display what a person reads
 * @param codes SNOMED CT, RadLex, LOINC: those that are confirmed
 * @param synonyms other words for it
 * @param abbreviations short forms; one that stands at two findings tells neither
 * @param labels the labels of models that mean it, as {@code model/label}
 */
public record FindingConcept(
        String key,
        String display,
        List<Code> codes,
        List<String> synonyms,
        List<String> abbreviations,
        List<String> labels) {
    public FindingConcept {
        codes = List.copyOf(codes);
        synonyms = List.copyOf(synonyms);
        abbreviations = List.copyOf(abbreviations);
        labels = List.copyOf(labels);
    }
}
