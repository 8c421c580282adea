package org.radbridge.fhirmapper.heatmap;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.radbridge.contracts.Evidence.Point;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.parametricmap.ValueGrid;

/**
 * A heat map as the inference-service tells it.
 *
 * @param sopInstanceUid the image that it lies over
 * @param topLeft the grid's corner, in the image's pixels
 * @param bottomRight the opposite corner
 * @param rows cells down
 * @param columns cells across
 * @param values activations, row by row
 */
@RegisterForReflection
@SuppressWarnings("ArrayRecordComponent")
public record HeatMap(
        String sopInstanceUid,
        Point topLeft,
        Point bottomRight,
        int rows,
        int columns,
        float[] values) {

    /**
     * As the toolkit takes it.
     *
     * @throws IllegalArgumentException when the values are no grid
     */
    public ValueGrid grid() {
        return new ValueGrid(
                rows,
                columns,
                values,
                new ImagePoint(topLeft.column(), topLeft.row()),
                new ImagePoint(bottomRight.column(), bottomRight.row()));
    }
}
