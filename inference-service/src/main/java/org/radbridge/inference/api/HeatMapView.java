package org.radbridge.inference.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.radbridge.contracts.Evidence.Point;
import org.radbridge.inference.postprocess.HeatMap;
import org.radbridge.inference.preprocess.Placement;

/**
 * A heat map as JSON: the grid, and the rectangle that it covers in the pixels of its image. The
 * rectangle may reach beyond the image, where the image was padded.
 *
 * @param label the finding's label
 * @param seriesInstanceUid the image's series
 * @param sopInstanceUid the image
 * @param sopClassUid its SOP class
 * @param imageRows its height
 * @param imageColumns its width
 * @param topLeft the grid's corner, in the image's pixels
 * @param bottomRight the opposite corner
 * @param rows cells down
 * @param columns cells across
 * @param values activations, row by row
 */
@RegisterForReflection
@SuppressWarnings("ArrayRecordComponent")
record HeatMapView(
        String label,
        String seriesInstanceUid,
        String sopInstanceUid,
        String sopClassUid,
        int imageRows,
        int imageColumns,
        Point topLeft,
        Point bottomRight,
        int rows,
        int columns,
        float[] values) {
    static HeatMapView of(HeatMap heatMap) {
        Placement placement = heatMap.image().placement();
        return new HeatMapView(
                heatMap.label(),
                heatMap.image().seriesInstanceUid(),
                heatMap.image().sopInstanceUid(),
                heatMap.image().sopClassUid(),
                placement.imageRows(),
                placement.imageColumns(),
                new Point(-placement.firstColumn(), -placement.firstRow()),
                new Point(
                        placement.inputColumns() - placement.firstColumn(),
                        placement.inputRows() - placement.firstRow()),
                heatMap.map().rows(),
                heatMap.map().columns(),
                heatMap.map().values());
    }

    /** The grid as a picture: 0 is black, 1 and above white. */
    byte[] png() {
        byte[] grey = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            grey[i] = (byte) Math.round(255 * Math.clamp(values[i], 0f, 1f));
        }
        return GreyPng.write(columns, rows, grey);
    }
}
