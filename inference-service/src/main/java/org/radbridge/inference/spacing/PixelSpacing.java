package org.radbridge.inference.spacing;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;

/**
 * How far apart an image's pixels are, and where that distance holds (PS3.3 section 10.7.1).
 *
 * @param betweenRows mm between the centres of adjacent rows
 * @param betweenColumns mm between the centres of adjacent columns
 * @param basis where it holds
 */
public record PixelSpacing(double betweenRows, double betweenColumns, Basis basis) {
    public PixelSpacing {
        if (!isLength(betweenRows) || !isLength(betweenColumns)) {
            throw new IllegalArgumentException("pixels are apart: that is more than nothing");
        }
    }

    /** Where a spacing holds. */
    public enum Basis {
        /** In the plane of a slice: Pixel Spacing (0028,0030). */
        SLICE,
        /** In a projected body, by a known geometry or a fiducial: Pixel Spacing (0028,0030). */
        CALIBRATED,
        /**
         * In a projected body, by an estimate: Imager Pixel Spacing (0018,1164) over Estimated
         * Radiographic Magnification Factor (0018,1114).
         */
        MAGNIFICATION_ESTIMATED,
        /** At the detector, where a projected body is larger than it is: (0018,1164). */
        DETECTOR
    }

    /**
     * What an image says of itself. Empty where it says nothing, or gives a Pixel Spacing and
     * neither a plane in the patient nor how it was calibrated: then nobody knows what it measures.
     */
    public static Optional<PixelSpacing> of(DataSet image) {
        double @Nullable [] pixel = lengths(image, Tag.PixelSpacing, 2);
        double @Nullable [] imager = lengths(image, Tag.ImagerPixelSpacing, 2);
        if (pixel != null && imager == null && image.containsValue(Tag.ImageOrientationPatient)) {
            return Optional.of(new PixelSpacing(pixel[0], pixel[1], Basis.SLICE));
        }
        if (pixel != null && isCalibrated(image, pixel, imager)) {
            return Optional.of(new PixelSpacing(pixel[0], pixel[1], Basis.CALIBRATED));
        }
        if (imager == null) {
            return Optional.empty();
        }
        double @Nullable [] factor =
                lengths(image, Tag.EstimatedRadiographicMagnificationFactor, 1);
        return Optional.of(
                factor == null
                        ? new PixelSpacing(imager[0], imager[1], Basis.DETECTOR)
                        : new PixelSpacing(
                                imager[0] / factor[0],
                                imager[1] / factor[0],
                                Basis.MAGNIFICATION_ESTIMATED));
    }

    /** PS3.3 section 10.7.1.3: it says so, or it differs from the spacing at the detector. */
    private static boolean isCalibrated(DataSet image, double[] pixel, double @Nullable [] imager) {
        return image.containsValue(Tag.PixelSpacingCalibrationType)
                || (imager != null && !Arrays.equals(pixel, imager));
    }

    /** A value that cannot be read, or is no length, counts as absent. */
    private static double @Nullable [] lengths(DataSet image, int tag, int count) {
        try {
            double[] values = image.decimals(tag);
            return values.length == count && Arrays.stream(values).allMatch(PixelSpacing::isLength)
                    ? values
                    : null;
        } catch (InvalidValueException e) {
            return null;
        }
    }

    private static boolean isLength(double value) {
        return value > 0 && Double.isFinite(value);
    }
}
