package org.radbridge.dicom.sr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Measurement Report (TID 1500) says.
 *
 * @param title document title, CID 7021; {@link Concepts#IMAGING_MEASUREMENT_REPORT} as a rule
 * @param language of all text in it
 * @param procedures the imaging procedures reported on, not the algorithm; at least one
 * @param library every image that was looked at; at least one
 * @param results what each algorithm found
 */
public record MeasurementReport(
        ConceptCode title,
        ConceptCode language,
        List<ConceptCode> procedures,
        List<LibraryImage> library,
        List<AlgorithmResult> results) {

    public MeasurementReport {
        procedures = List.copyOf(procedures);
        library = List.copyOf(library);
        results = List.copyOf(results);
        if (procedures.isEmpty() || library.isEmpty() || results.isEmpty()) {
            throw new IllegalArgumentException("a report has a procedure, an image and a result");
        }
    }

    /**
     * An image that was looked at.
     *
     * @param modality CID 29, see {@link Modalities}; null when unknown
     * @param targetRegion the body part imaged; null when unknown
     */
    public record LibraryImage(
            ImageReference image,
            @Nullable ConceptCode modality,
            @Nullable ConceptCode targetRegion) {}

    /** One run of one algorithm. */
    public record AlgorithmResult(
            AlgorithmIdentification algorithm, List<ReportedFinding> findings) {
        public AlgorithmResult {
            findings = List.copyOf(findings);
        }
    }
}
