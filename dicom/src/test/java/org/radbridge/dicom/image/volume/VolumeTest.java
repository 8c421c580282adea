package org.radbridge.dicom.image.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;
import org.radbridge.dicom.image.volume.VolumeFinding.Differing;
import org.radbridge.dicom.image.volume.VolumeFinding.Duplicate;
import org.radbridge.dicom.image.volume.VolumeFinding.Gap;
import org.radbridge.dicom.image.volume.VolumeFinding.Property;
import org.radbridge.dicom.image.volume.VolumeFinding.Sheared;
import org.radbridge.dicom.image.volume.VolumeFinding.UnevenStep;
import org.radbridge.dicom.image.volume.VolumeFinding.WithoutPlane;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.samples.DicomSamples;

/** Series sorted into volumes. */
@org.junit.jupiter.api.Tag("A8")
class VolumeTest {

    private static final String[] AXIAL = {"1", "0", "0", "0", "1", "0"};
    private static final String[] CORONAL = {"1", "0", "0", "0", "0", "-1"};

    @Test
    void slicesComeInTheOrderOfTheirPositionsWhateverTheirNumbers() {
        Volume volume =
                Volume.of(
                        List.of(
                                axial(7.5),
                                axial(-5),
                                axial(0),
                                axial(5),
                                axial(2.5),
                                axial(-2.5)));
        assertThat(order(volume)).containsExactly(1, 5, 2, 4, 3, 0);
        assertThat(volume.spacing()).isEqualTo(2.5);
        assertThat(volume.normal()).isEqualTo(new Vector(0, 0, 1));
        assertThat(volume.slices().getFirst().distance()).isEqualTo(-5);
        assertThat(volume.isRegular()).isTrue();
    }

    @Test
    void orderFollowsTheNormalOfAnObliquePlane() {
        // rows go to the left, columns to the feet: the normal points to the front
        Volume volume =
                Volume.of(
                        List.of(
                                plane(CORONAL, 0, 0, 9),
                                plane(CORONAL, 0, -4, 9),
                                plane(CORONAL, 0, 4, 9)));
        assertThat(volume.normal().minus(new Vector(0, 1, 0)).length()).isZero();
        assertThat(order(volume)).containsExactly(1, 0, 2);
        assertThat(volume.isRegular()).isTrue();
    }

    @Test
    void missingSlicesAreToldAsAGapWithTheirNumber() {
        Volume volume = Volume.of(List.of(axial(0), axial(3), axial(6), axial(15), axial(18)));
        assertThat(volume.findings())
                .containsExactly(new Gap(new Member(2, 0), new Member(3, 0), 9, 2));
        assertThat(volume.isRegular()).isFalse();
    }

    @Test
    void stepThatIsNoMultipleIsUneven() {
        Volume volume = Volume.of(List.of(axial(0), axial(3), axial(6), axial(7.2), axial(10.2)));
        assertThat(volume.findings())
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        UnevenStep.class,
                        step -> {
                            assertThat(step.before()).isEqualTo(new Member(2, 0));
                            assertThat(step.distance()).isEqualTo(1.2, within(1e-9));
                        });
    }

    @Test
    void stepsThatAreRoundedByTheirWriterAreEven() {
        Volume volume =
                Volume.of(List.of(axial(0), axial(0.63), axial(1.25), axial(1.88), axial(2.5)));
        assertThat(volume.findings()).isEmpty();
    }

    @Test
    void firstOfTheSeriesStaysWhereSeveralLieAtOnePlace() {
        Volume volume = Volume.of(List.of(axial(5), axial(0), axial(0.001), axial(0), axial(10)));
        assertThat(order(volume)).containsExactly(1, 0, 4);
        assertThat(volume.findings())
                .containsExactly(
                        new Duplicate(new Member(2, 0), new Member(1, 0)),
                        new Duplicate(new Member(3, 0), new Member(1, 0)));
    }

    @Test
    void whatDiffersFromMostIsLeftOutWithWhatDiffers() {
        DataSet other = axial(15).put(Tag.FrameOfReferenceUID, "1.2.3.9");
        other.putInts(Tag.Rows, 128);
        DataSet wide = axial(20).put(Tag.PixelSpacing, "0.9", "0.5");
        Volume volume =
                Volume.of(
                        List.of(
                                plane(CORONAL, 0, 3, 0),
                                axial(0),
                                axial(5),
                                axial(10),
                                other,
                                wide));
        assertThat(order(volume)).containsExactly(1, 2, 3);
        assertThat(volume.findings())
                .containsExactly(
                        new Differing(new Member(0, 0), Set.of(Property.ORIENTATION)),
                        new Differing(
                                new Member(4, 0),
                                Set.of(Property.FRAME_OF_REFERENCE, Property.ROWS_AND_COLUMNS)),
                        new Differing(new Member(5, 0), Set.of(Property.PIXEL_SPACING)));
    }

    @Test
    void whatLiesNowhereIsLeftOut() {
        DataSet skewed = plane(new String[] {"1", "0", "0", "0.5", "0.5", "0"}, 0, 0, 0);
        DataSet unreadable = axial(0).put(Tag.ImagePositionPatient, "0", "x", "0");
        DataSet noSpacing = axial(0).remove(Tag.PixelSpacing);
        DataSet cine = axial(0).put(Tag.NumberOfFrames, "2000000000");
        Volume volume = Volume.of(List.of(skewed, unreadable, axial(1), noSpacing, cine));
        assertThat(order(volume)).containsExactly(2);
        assertThat(volume.spacing()).isZero();
        assertThat(volume.findings())
                .containsExactly(
                        new WithoutPlane(new Member(0, 0)),
                        new WithoutPlane(new Member(1, 0)),
                        new WithoutPlane(new Member(3, 0)),
                        new WithoutPlane(new Member(4, 0)));
        assertThatExceptionOfType(ImageException.class)
                .isThrownBy(() -> Volume.of(List.of(skewed)))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_AN_IMAGE));
    }

    @Test
    void framesOfAnEnhancedImageLieWhereTheirFunctionalGroupsSay() {
        Volume volume = Volume.of(List.of(enhanced(4, 0, 2, 6)));
        assertThat(volume.slices().stream().map(slice -> slice.member().frame()))
                .containsExactly(1, 2, 0, 3);
        assertThat(volume.spacing()).isEqualTo(2);
        assertThat(volume.isRegular()).isTrue();
        assertThat(volume.slices().getFirst().plane().rowSpacing()).isEqualTo(0.5);
    }

    @Test
    void realCtOfATiltedGantryIsEvenButSheared() throws IOException {
        Volume volume = Volume.of(series("ct-series/head-gantry-tilt"));
        assertThat(order(volume)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(volume.spacing()).isEqualTo(4.0019, within(1e-4));
        // the sender's Gantry/Detector Tilt (0018,1120) is 18.5
        assertThat(volume.findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Sheared.class,
                        sheared -> assertThat(sheared.degrees()).isEqualTo(18.5, within(0.01)));
    }

    @Test
    void realCtThatIsNumberedFromTheHeadDownIsTurnedRound() throws IOException {
        Volume volume = Volume.of(series("ct-series/abdomen-3slice"));
        assertThat(order(volume)).containsExactly(2, 1, 0);
        assertThat(volume.spacing()).isEqualTo(1, within(1e-6));
        assertThat(volume.isRegular()).isTrue();
    }

    @Test
    void realMrInThreeOrientationsLeavesItsLargestStack() throws IOException {
        Volume volume = Volume.of(series("mr-series/abdomen"));
        assertThat(order(volume)).containsExactly(0, 3, 4, 5, 6);
        assertThat(volume.spacing()).isEqualTo(25);
        assertThat(volume.findings())
                .hasSize(6)
                .allSatisfy(finding ->
                        assertThat(finding)
                                .isInstanceOfSatisfying(
                                        Differing.class,
                                        differing ->
                                                assertThat(differing.properties())
                                                        .containsExactly(Property.ORIENTATION)));
    }

    @Test
    void realEnhancedMrOfOneMovingPlaneIsNineteenTimesTheSamePlace() throws IOException {
        Volume volume = Volume.of(series("enhanced").subList(0, 1));
        assertThat(volume.slices()).hasSize(1);
        assertThat(volume.findings()).hasSize(18).allMatch(Duplicate.class::isInstance);
    }

    private static List<DataSet> series(String folder) throws IOException {
        List<DataSet> series = new ArrayList<>();
        for (Path file : DicomSamples.files(folder)) {
            series.add(Part10Reader.read(file, ReadLimits.INDEX).dataSet());
        }
        return series;
    }

    private static List<Integer> order(Volume volume) {
        return volume.slices().stream().map(slice -> slice.member().instance()).toList();
    }

    private static DataSet axial(double z) {
        return plane(AXIAL, -100, -100, z);
    }

    private static DataSet plane(String[] orientation, double x, double y, double z) {
        return common().put(Tag.ImageOrientationPatient, orientation)
                .put(Tag.ImagePositionPatient, text(x), text(y), text(z))
                .put(Tag.PixelSpacing, "0.5", "0.5");
    }

    /** One orientation and spacing for all frames, a position for each. */
    private static DataSet enhanced(double... z) {
        DataSet shared =
                new DataSet()
                        .putItems(
                                Tag.PlaneOrientationSequence,
                                new DataSet().put(Tag.ImageOrientationPatient, AXIAL))
                        .putItems(
                                Tag.PixelMeasuresSequence,
                                new DataSet().put(Tag.PixelSpacing, "0.5", "0.5"));
        List<DataSet> perFrame = new ArrayList<>();
        for (double at : z) {
            DataSet position = new DataSet().put(Tag.ImagePositionPatient, "0", "0", text(at));
            perFrame.add(new DataSet().putItems(Tag.PlanePositionSequence, position));
        }
        return common().put(Tag.NumberOfFrames, Integer.toString(z.length))
                .putItems(Tag.SharedFunctionalGroupsSequence, shared)
                .putItems(Tag.PerFrameFunctionalGroupsSequence, perFrame);
    }

    private static DataSet common() {
        return new DataSet()
                .put(Tag.FrameOfReferenceUID, "1.2.3")
                .putInts(Tag.Rows, 256)
                .putInts(Tag.Columns, 256);
    }

    private static String text(double value) {
        return Double.toString(value);
    }
}
