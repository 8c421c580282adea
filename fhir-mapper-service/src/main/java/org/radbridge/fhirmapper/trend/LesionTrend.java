package org.radbridge.fhirmapper.trend;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a trend is told of.
 *
 * @param patient whose lesions they are
 * @param findings those of the newest study first
 * @param imagingStudies the studies that show them
 * @param complete whether there are no older findings
 */
record LesionTrend(
        Patient patient,
        List<TrendReader.Finding> findings,
        List<Resource> imagingStudies,
        boolean complete) {
    LesionTrend {
        findings = List.copyOf(findings);
        imagingStudies = List.copyOf(imagingStudies);
    }

    List<Lesion> lesions() {
        return TrendReader.lesions(findings);
    }

    Stream<Resource> observations() {
        return findings.stream().map(TrendReader.Finding::observation);
    }
}
