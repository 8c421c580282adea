package org.radbridge.fhirmapper.hl7v2.inbound;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Value;
import org.radbridge.fhirmapper.mapping.CodeSystems;

/** Coded values (CE and CWE, section 2.A.13) in FHIR's code systems (table 0396). */
final class Codes {
    private Codes() {}

    /** A code with its alternate; empty when nothing is said. */
    static CodeableConcept concept(Er7Value cwe, FeedSettings feed) {
        CodeableConcept concept = new CodeableConcept();
        add(concept, cwe, 1, feed);
        add(concept, cwe, 4, feed);
        cwe.component(9).or(() -> cwe.component(2)).ifPresent(concept::setText);
        return concept;
    }

    private static void add(CodeableConcept concept, Er7Value cwe, int first, FeedSettings feed) {
        Optional<String> code = cwe.component(first);
        code.ifPresent(value -> {
            Coding coding =
                    concept.addCoding()
                            .setSystem(system(cwe.component(first + 2).orElse("L"), feed))
                            .setCode(value);
            cwe.component(first + 1).ifPresent(coding::setDisplay);
        });
    }

    private static String system(String name, FeedSettings feed) {
        return switch (name) {
            case "LN" -> CodeSystems.LOINC;
            case "SCT" -> CodeSystems.SNOMED_CT;
            case "RADLEX" -> CodeSystems.RADLEX;
            case "DCM" -> CodeSystems.DICOM;
            case "UCUM" -> CodeSystems.UCUM;
            case "I10", "ICD10" -> "http://hl7.org/fhir/sid/icd-10";
            case "I10C" -> "http://hl7.org/fhir/sid/icd-10-cm";
            case "C4", "CPT4" -> "http://www.ama-assn.org/go/cpt";
            // A site's own: named after the feed, so that the codes of two sites never meet.
            default -> feed.mapping().identifierSystem(feed.name() + "/codes/" + name);
        };
    }
}
