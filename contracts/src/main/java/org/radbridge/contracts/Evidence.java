package org.radbridge.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in the images a finding was seen.
 *
 * @param seriesInstanceUid the series
 * @param sopInstanceUid the image on which the finding is clearest
 * @param sopClassUid that image's SOP class
 * @param frame its frame, from 1; null for a single-frame image
 * @param heatMap the id under which the inference-service keeps the class activation map
 * @param region the outline of the hottest area in that image's pixels, as (column, row) points
 *     with the origin at the outer corner of the top left pixel (PS3.3 C.10.5.1.2); empty when the
 *     model does not localise
 */
public record Evidence(
        String seriesInstanceUid,
        String sopInstanceUid,
        String sopClassUid,
        @Nullable Integer frame,
        @Nullable String heatMap,
        List<Point> region) {
    public Evidence {
        Required.text("seriesInstanceUid", seriesInstanceUid);
        Required.text("sopInstanceUid", sopInstanceUid);
        Required.text("sopClassUid", sopClassUid);
        region = List.copyOf(Required.value("region", region));
    }

    /** A place in an image: column to the right, row downwards, in pixels. */
    public record Point(double column, double row) {}
}
