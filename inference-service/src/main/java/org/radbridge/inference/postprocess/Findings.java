package org.radbridge.inference.postprocess;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.radbridge.contracts.Evidence;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.Measurement;
import org.radbridge.contracts.Urgency;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.card.ModelCard.Label;
import org.radbridge.inference.postprocess.SeriesMaximum.LabelMaximum;
import org.radbridge.inference.preprocess.SourceImage;
import org.radbridge.inference.spacing.PixelSpacing;

/**
 * What a model found.
 *
 * @param findings every label, present or not, in the order of the card
 * @param heatMaps one for each present finding
 */
public record Findings(List<Finding> findings, List<HeatMap> heatMaps) {
    public Findings {
        findings = List.copyOf(findings);
        heatMaps = List.copyOf(heatMaps);
    }

    /** Judges a model's aggregated outputs. Heat maps are kept under {@code runId/label}. */
    public static Findings of(
            ModelCard card, Thresholds thresholds, SeriesMaximum series, String runId) {
        List<Finding> findings = new ArrayList<>();
        List<HeatMap> heatMaps = new ArrayList<>();
        List<LabelMaximum> maxima = series.maxima();
        for (int i = 0; i < maxima.size(); i++) {
            Label label = card.labels().get(i);
            LabelMaximum maximum = maxima.get(i);
            double threshold = thresholds.of(label);
            boolean present = maximum.probability() >= threshold;
            if (present) {
                heatMaps.add(new HeatMap(label.name(), maximum.image(), maximum.map()));
            }
            Evidence evidence = present ? evidence(maximum, runId + "/" + label.name()) : null;
            findings.add(
                    new Finding(
                            label.name(),
                            label.display(),
                            label.codes(),
                            maximum.probability(),
                            threshold,
                            present,
                            label.urgency(),
                            evidence,
                            evidence == null
                                    ? List.of()
                                    : measurements(maximum.image(), evidence)));
        }
        return new Findings(findings, heatMaps);
    }

    /** Lengths are only known where the image says how far apart its pixels are. */
    private static List<Measurement> measurements(SourceImage image, Evidence evidence) {
        PixelSpacing spacing = image.spacing();
        return spacing == null ? List.of() : OutlineMeasurements.of(evidence.region(), spacing);
    }

    private static Evidence evidence(LabelMaximum maximum, String heatMap) {
        SourceImage image = maximum.image();
        return new Evidence(
                image.seriesInstanceUid(),
                image.sopInstanceUid(),
                image.sopClassUid(),
                null,
                heatMap,
                EvidenceRegion.of(maximum.map(), image.placement()));
    }

    /** The urgency of a study: that of its most urgent present finding. */
    public static Urgency urgency(Collection<Finding> findings) {
        return findings.stream()
                .filter(Finding::present)
                .map(Finding::urgency)
                .min(Urgency::compareTo)
                .orElse(Urgency.ROUTINE);
    }
}
