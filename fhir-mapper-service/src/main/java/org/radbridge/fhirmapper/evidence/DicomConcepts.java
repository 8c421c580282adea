package org.radbridge.fhirmapper.evidence;

import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.ModelRun;
import org.radbridge.dicom.iod.ConceptCode;

/** Coded concepts as DICOM writes them: coding scheme designators instead of URIs. */
public final class DicomConcepts {
    private static final int LONGEST_MEANING = 64;
    private static final ConceptCode WHOLE_BODY =
            ConceptCode.sct("38266002", "Entire body as a whole");

    private DicomConcepts() {}

    /** The first established code; the model's own label where there is none. */
    public static ConceptCode of(ModelRun run, Finding finding) {
        return finding.codes().stream()
                .findFirst()
                .map(DicomConcepts::of)
                .orElseGet(() ->
                        new ConceptCode(
                                run.model() + "/" + finding.label(),
                                ConceptCode.PRIVATE_SCHEME,
                                meaning(finding.display())));
    }

    public static ConceptCode of(CodedConcept concept) {
        String scheme =
                switch (concept.system()) {
                    case "http://snomed.info/sct" -> "SCT";
                    case "http://radlex.org", "http://www.radlex.org" -> "RADLEX";
                    case "http://dicom.nema.org/resources/ontology/DCM" -> "DCM";
                    case "http://loinc.org" -> "LN";
                    default -> ConceptCode.PRIVATE_SCHEME;
                };
        return new ConceptCode(concept.code(), scheme, meaning(concept.display()));
    }

    /** A UCUM unit, with its meaning as CID 7460 to 7462 word it. */
    public static ConceptCode unit(String ucum) {
        String meaning =
                switch (ucum) {
                    case "mm" -> "millimeter";
                    case "mm2" -> "square millimeter";
                    case "mm3" -> "cubic millimeter";
                    default -> ucum;
                };
        return new ConceptCode(ucum, "UCUM", meaning);
    }

    /** What a run looked at. */
    static ConceptCode anatomy(ModelRun run) {
        CodedConcept region = run.bodyRegion();
        return region == null ? WHOLE_BODY : of(region);
    }

    private static String meaning(String display) {
        return display.length() <= LONGEST_MEANING
                ? display
                : display.substring(0, LONGEST_MEANING);
    }
}
