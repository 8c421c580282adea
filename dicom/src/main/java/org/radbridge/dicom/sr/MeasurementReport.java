package org.radbridge.dicom.sr;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.iod.AlgorithmIdentification;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;

/**
 * What a Measurement Report (TID 1500) says.
 *
 * @param title document title, CID 7021; {@link Concepts#IMAGING_MEASUREMENT_REPORT} as a rule
 * @param language of all text in it
 * @param procedures the imaging procedures reported on, not the algorithm; at least one
 * @param library every image that was looked at; at least one
 * @param results what each algorithm found
 * @param keyObjects a selection of the images that show the findings (PS3.3 section A.35.4)
 */
public record MeasurementReport(
        ConceptCode title,
        ConceptCode language,
        List<ConceptCode> procedures,
        List<LibraryImage> library,
        List<AlgorithmResult> results,
        Optional<ImageReference> keyObjects) {

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
