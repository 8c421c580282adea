package org.radbridge.inference.spacing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.inference.spacing.PixelSpacing.Basis;

@org.junit.jupiter.api.Tag("B9")
class PixelSpacingTest {
    @Test
    void aSlicesPixelSpacingHoldsInItsPlane() {
        assertThat(PixelSpacing.of(slice().putDoubles(Tag.PixelSpacing, 0.5, 0.4)))
                .contains(new PixelSpacing(0.5, 0.4, Basis.SLICE));
    }

    @Test
    void aProjectionsSpacingHoldsAtTheDetectorAlsoWhenItIsGivenTwice() {
        PixelSpacing atTheDetector = new PixelSpacing(0.2, 0.2, Basis.DETECTOR);

        assertThat(PixelSpacing.of(projection())).contains(atTheDetector);
        assertThat(PixelSpacing.of(projection().putDoubles(Tag.PixelSpacing, 0.2, 0.2)))
                .contains(atTheDetector);
    }

    @Test
    void anEstimatedMagnificationIsDividedOut() {
        DataSet image = projection().putDoubles(Tag.EstimatedRadiographicMagnificationFactor, 1.25);

        assertThat(PixelSpacing.of(image))
                .contains(new PixelSpacing(0.16, 0.16, Basis.MAGNIFICATION_ESTIMATED));
    }

    @Test
    void aCalibratedSpacingCountsBeforeTheDetectors() {
        assertThat(PixelSpacing.of(projection().putDoubles(Tag.PixelSpacing, 0.15, 0.15)))
                .contains(new PixelSpacing(0.15, 0.15, Basis.CALIBRATED));
        assertThat(
                        PixelSpacing.of(
                                new DataSet()
                                        .putDoubles(Tag.PixelSpacing, 0.15, 0.15)
                                        .put(Tag.PixelSpacingCalibrationType, "FIDUCIAL")))
                .contains(new PixelSpacing(0.15, 0.15, Basis.CALIBRATED));
    }

    @Test
    void aSpacingOfUnknownOriginIsNone() {
        assertThat(PixelSpacing.of(new DataSet().putDoubles(Tag.PixelSpacing, 0.15, 0.15)))
                .isEmpty();
        assertThat(PixelSpacing.of(slice())).isEmpty();
    }

    @Test
    void whatIsNoLengthIsNoSpacing() {
        assertThat(PixelSpacing.of(slice().putDoubles(Tag.PixelSpacing, 0, 0.4))).isEmpty();
        assertThat(PixelSpacing.of(slice().putDoubles(Tag.PixelSpacing, 0.4))).isEmpty();
        assertThat(PixelSpacing.of(slice().put(Tag.PixelSpacing, "wide", "high"))).isEmpty();
        assertThat(
                        PixelSpacing.of(
                                projection()
                                        .putDoubles(
                                                Tag.EstimatedRadiographicMagnificationFactor, 0)))
                .contains(new PixelSpacing(0.2, 0.2, Basis.DETECTOR));
    }

    private static DataSet slice() {
        return new DataSet().putDoubles(Tag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0);
    }

    private static DataSet projection() {
        return new DataSet().putDoubles(Tag.ImagerPixelSpacing, 0.2, 0.2);
    }
}
