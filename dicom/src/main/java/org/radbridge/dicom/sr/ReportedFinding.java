package org.radbridge.dicom.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.iod.ImageReference;

/**
 * One finding: a measurement group (TID 1501).
 *
 * @param trackingIdentifier its name, for a person to read
 * @param trackingUid the same for the same finding in every later report of it
 * @param finding what was looked for
 * @param confidence probability, 0 to 1
 * @param present whether it counts as present
 * @param site where in the body; null when not said
 * @param laterality side of the site; null when not said, and without a site
 * @param sources the images it was seen in or looked for in; at least one
 * @param region the outline of where it was seen; null when it was not localised
 * @param measurements further figures
 * @param explanations objects that show why: a parametric map of the activation, an overlay
 * @param presentation a presentation state that shows the finding on its first source
 */
public record ReportedFinding(
        String trackingIdentifier,
        String trackingUid,
        ConceptCode finding,
        double confidence,
        boolean present,
        @Nullable ConceptCode site,
        @Nullable ConceptCode laterality,
        List<ImageReference> sources,
        @Nullable ImageRegion region,
        List<Measurement> measurements,
        List<ImageReference> explanations,
        Optional<ImageReference> presentation) {

    public ReportedFinding {
        sources = List.copyOf(sources);
        measurements = List.copyOf(measurements);
        explanations = List.copyOf(explanations);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1");
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a finding comes from at least one image");
        }
        if (laterality != null && site == null) {
            throw new IllegalArgumentException("a side is the side of a site");
        }
    }

    /**
     * A figure in a unit (TID 300).
     *
     * @param name what was measured
     * @param value the figure
     * @param unit its unit, in UCUM
     * @param method how it was measured; null when not said
     */
    public record Measurement(
            ConceptCode name, double value, ConceptCode unit, @Nullable ConceptCode method) {}

    /**
     * An outline on one image (or one frame of it), closed by the reader: the last point need not
     * be the first.
     */
    public record ImageRegion(ImageReference image, List<ImagePoint> outline) {
        public ImageRegion {
            outline = List.copyOf(outline);
            if (outline.size() < 3) {
                throw new IllegalArgumentException("a region has at least three points");
            }
        }

        /** The outline with its first point again at its end. */
        List<ImagePoint> closed() {
            if (outline.getFirst().equals(outline.getLast())) {
                return outline;
            }
            List<ImagePoint> closed = new ArrayList<>(outline);
            closed.add(outline.getFirst());
            return List.copyOf(closed);
        }
    }
}
