package org.radbridge.dicom.image.volume;

import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.FunctionalGroups;

/**
 * Where a frame lies (PS3.3 C.7.6.2; C.7.6.16.2.1, 2.3 and 2.4 for functional groups).
 *
 * @param frameOfReference (0020,0052), empty where absent
 * @param position (0020,0032): centre of the first pixel
 * @param row first half of (0020,0037): the way of a row, of length 1
 * @param column second half of it: the way of a column, of length 1 and upright on the row
 * @param rowSpacing first value of (0028,0030): mm between the centres of adjacent rows
 * @param columnSpacing second value of it
 */
public record ImagePlane(
        String frameOfReference,
        Vector position,
        Vector row,
        Vector column,
        double rowSpacing,
        double columnSpacing,
        int rows,
        int columns) {

    /** How far direction cosines may be from those of a right angle: writers round them. */
    private static final double COSINE_TOLERANCE = 1e-2;

    /**
     * The plane of a frame; empty where an attribute is absent or makes no plane.
     *
     * @param frame counted from 0
     */
    public static Optional<ImagePlane> of(DataSet image, int frame) {
        try {
            return read(image, frame);
        } catch (InvalidValueException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<ImagePlane> read(DataSet image, int frame) {
        double[] position =
                FunctionalGroups.macro(image, frame, Tag.PlanePositionSequence)
                        .decimals(Tag.ImagePositionPatient);
        double[] orientation =
                FunctionalGroups.macro(image, frame, Tag.PlaneOrientationSequence)
                        .decimals(Tag.ImageOrientationPatient);
        double[] spacing =
                FunctionalGroups.macro(image, frame, Tag.PixelMeasuresSequence)
                        .decimals(Tag.PixelSpacing);
        int rows = image.integer(Tag.Rows).orElse(0);
        int columns = image.integer(Tag.Columns).orElse(0);
        if (position.length != 3
                || orientation.length != 6
                || spacing.length != 2
                || rows < 1
                || columns < 1) {
            return Optional.empty();
        }
        ImagePlane plane =
                new ImagePlane(
                        image.string(Tag.FrameOfReferenceUID).orElse(""),
                        vector(position, 0),
                        vector(orientation, 0),
                        vector(orientation, 3),
                        spacing[0],
                        spacing[1],
                        rows,
                        columns);
        return plane.isSound() ? Optional.of(plane) : Optional.empty();
    }

    private static Vector vector(double[] values, int from) {
        return new Vector(values[from], values[from + 1], values[from + 2]);
    }

    private boolean isSound() {
        return position.isFinite()
                && List.of(row, column).stream()
                        .allMatch(way -> Math.abs(way.length() - 1) < COSINE_TOLERANCE)
                && Math.abs(row.dot(column)) < COSINE_TOLERANCE
                && rowSpacing > 0
                && columnSpacing > 0
                && Double.isFinite(rowSpacing)
                && Double.isFinite(columnSpacing);
    }

    /** The direction that looks at the plane from behind: rows, columns and it are right-handed. */
    public Vector normal() {
        return row.cross(column);
    }
}
