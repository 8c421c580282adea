package org.radbridge.dicom.parametricmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.volume.ImagePlane;
import org.radbridge.dicom.image.volume.Vector;
import org.radbridge.dicom.iod.ImagePoint;

/**
 * The matrix of a map and how it lies.
 *
 * <p>Over a slice, the cells as they are: position, orientation and spacing in the slice's frame of
 * reference put them in place. A projection has no frame of reference, and pixels correspond only
 * where there are as many: there, each pixel of the image has the value of the cell over it. What
 * the object must say of its plane is that of the detector, in a frame of reference of that image
 * alone, with the axes that Patient Orientation names.
 *
 * @param values float32, little endian, row by row from the top left
 * @param spacing (0028,0030): mm between rows, mm between columns; empty when nobody knows
 * @param position (0020,0032)
 * @param row first half of (0020,0037)
 * @param column second half of it
 * @param onPixels whether its pixels are those of the image
 */
@SuppressWarnings("ArrayRecordComponent")
record MapPlane(
        int rows,
        int columns,
        byte[] values,
        Optional<double[]> spacing,
        String frameOfReference,
        Vector position,
        Vector row,
        Vector column,
        boolean onPixels) {
    private static final Vector TO_THE_LEFT = new Vector(1, 0, 0);
    private static final Vector TO_THE_FEET = new Vector(0, 0, -1);

    static MapPlane of(ValueGrid grid, DataSet image, int frame) {
        return ImagePlane.of(image, frame)
                .filter(plane -> !plane.frameOfReference().isEmpty())
                .map(plane -> inPatient(grid, plane))
                .orElseGet(() -> onDetector(grid, image));
    }

    private static MapPlane inPatient(ValueGrid grid, ImagePlane plane) {
        ImagePoint corner = grid.topLeft();
        double across = (corner.column() + grid.cellWidth() / 2 - 0.5) * plane.columnSpacing();
        double down = (corner.row() + grid.cellHeight() / 2 - 0.5) * plane.rowSpacing();
        Vector first = plane.position();
        Vector row = plane.row();
        Vector column = plane.column();
        return new MapPlane(
                grid.rows(),
                grid.columns(),
                littleEndian(grid.values()),
                Optional.of(
                        new double[] {
                            grid.cellHeight() * plane.rowSpacing(),
                            grid.cellWidth() * plane.columnSpacing()
                        }),
                plane.frameOfReference(),
                new Vector(
                        first.x() + across * row.x() + down * column.x(),
                        first.y() + across * row.y() + down * column.y(),
                        first.z() + across * row.z() + down * column.z()),
                row,
                column,
                false);
    }

    private static MapPlane onDetector(ValueGrid grid, DataSet image) {
        int rows = image.integer(Tag.Rows).orElseThrow();
        int columns = image.integer(Tag.Columns).orElseThrow();
        ByteBuffer values = floats(Math.multiplyExact(rows, columns));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values.putFloat(grid.at(column + 0.5, row + 0.5));
            }
        }
        List<String> orientation = image.strings(Tag.PatientOrientation);
        Vector row = axis(orientation, 0).orElse(TO_THE_LEFT);
        Vector column = axis(orientation, 1).filter(way -> way.dot(row) == 0).orElse(TO_THE_FEET);
        return new MapPlane(
                rows,
                columns,
                values.array(),
                projected(image),
                Uid.fromName("detector-plane/" + image.string(Tag.SOPInstanceUID).orElseThrow()),
                new Vector(0, 0, 0),
                row,
                row.dot(column) == 0 ? column : new Vector(0, 1, 0),
                true);
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = floats(values.length);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static ByteBuffer floats(int count) {
        return ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The main direction of a value of Patient Orientation (PS3.3 section C.7.6.1.1.1). */
    private static Optional<Vector> axis(List<String> orientation, int index) {
        if (orientation.size() != 2 || orientation.get(index).isEmpty()) {
            return Optional.empty();
        }
        return switch (orientation.get(index).charAt(0)) {
            case 'L' -> Optional.of(TO_THE_LEFT);
            case 'R' -> Optional.of(new Vector(-1, 0, 0));
            case 'P' -> Optional.of(new Vector(0, 1, 0));
            case 'A' -> Optional.of(new Vector(0, -1, 0));
            case 'H' -> Optional.of(new Vector(0, 0, 1));
            case 'F' -> Optional.of(TO_THE_FEET);
            default -> Optional.empty();
        };
    }

    /** Spacing of a projection: calibrated, else at the detector (PS3.3 section 10.7.1.3). */
    private static Optional<double[]> projected(DataSet image) {
        for (int tag : new int[] {Tag.PixelSpacing, Tag.ImagerPixelSpacing}) {
            double[] spacing = image.decimals(tag);
            if (spacing.length == 2 && spacing[0] > 0 && spacing[1] > 0) {
                return Optional.of(spacing);
            }
        }
        return Optional.empty();
    }
}
