package org.radbridge.phantoms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.headct.Haemorrhage;
import org.radbridge.phantoms.headct.HeadCtPhantom;

@Tag("B2")
@Tag("B3")
class PhantomStudyTest {
    @TempDir Path folder;

    @Test
    void whatIsWrittenReadsBackEqual() throws IOException {
        for (PhantomStudy study :
                List.of(
                        PhantomStudy.chest(7, ChestFinding.MASS).withMatrix(200),
                        PhantomStudy.headCt(8, Haemorrhage.SUBDURAL).withMatrix(64))) {
            List<Path> files = study.writeTo(folder);

            assertThat(files).hasSize(study.size());
            for (int instance = 1; instance <= study.size(); instance++) {
                Part10File read = Part10Reader.read(files.get(instance - 1));
                assertThat(read.dataSet()).isEqualTo(study.dataSet(instance));
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameStudy() {
        PhantomStudy study = PhantomStudy.tensionPneumothorax(3, ChestFinding.FRACTURE);

        assertThat(PhantomStudy.tensionPneumothorax(3, ChestFinding.FRACTURE).dataSets())
                .isEqualTo(study.dataSets());
    }

    @Test
    void saltMakesAnotherStudyOfTheSamePersonWithTheSamePixels() {
        PhantomStudy study = PhantomStudy.chest(5).withMatrix(64);
        DataSet plain = study.dataSet(1);
        DataSet salted = study.salted("run 2").dataSet(1);

        assertThat(pixels(salted)).isEqualTo(pixels(plain));
        assertThat(salted.string(org.radbridge.dicom.data.Tag.PatientID))
                .isEqualTo(plain.string(org.radbridge.dicom.data.Tag.PatientID));
        assertThat(
                        Stream.of(
                                org.radbridge.dicom.data.Tag.StudyInstanceUID,
                                org.radbridge.dicom.data.Tag.SeriesInstanceUID,
                                org.radbridge.dicom.data.Tag.SOPInstanceUID,
                                org.radbridge.dicom.data.Tag.AccessionNumber))
                .allSatisfy(tag -> assertThat(salted.string(tag)).isNotEqualTo(plain.string(tag)));
    }

    @Test
    void differentFindingsNeverShareUids() {
        assertThat(
                        Stream.of(
                                        PhantomStudy.chest(1),
                                        PhantomStudy.chest(1, ChestFinding.EDEMA),
                                        PhantomStudy.chest(1, ChestFinding.PNEUMOTHORAX),
                                        PhantomStudy.tensionPneumothorax(1),
                                        PhantomStudy.headCt(1))
                                .map(study -> study.identity().studyInstanceUid()))
                .doesNotHaveDuplicates()
                .allMatch(Uid::isValid);
    }

    @Test
    void nobodyCouldTakeAPhantomForAPatient() {
        StudyIdentity identity = PhantomStudy.headCt(12).identity();

        assertThat(identity.patientName()).isEqualTo("Phantom^Head 012");
        assertThat(identity.patientId()).isEqualTo("PHANTOM-HEAD-012");
        assertThat(identity.accessionNumber()).hasSize(14);
    }

    @Test
    void theTimeOfAStudyCanBeChosen() {
        DataSet dataSet =
                PhantomStudy.chest(1)
                        .withMatrix(32)
                        .takenAt(LocalDateTime.of(2026, 11, 22, 9, 30))
                        .dataSet(1);

        assertThat(dataSet.string(org.radbridge.dicom.data.Tag.StudyDate)).contains("20261122");
        assertThat(dataSet.string(org.radbridge.dicom.data.Tag.StudyTime)).contains("093000");
    }

    @Test
    void monochromeOneIsTheSameImageUpsideDown() {
        ChestStudy study = PhantomStudy.chest(9).withMatrix(100);
        int[] two = pixels(study.dataSet(1));
        int[] one = pixels(study.asMonochrome1().dataSet(1));

        for (int pixel = 0; pixel < two.length; pixel++) {
            assertThat(one[pixel] + two[pixel]).isBetween(4094, 4096);
        }
    }

    @Test
    void slicesOfASeriesLieOneSpacingApart() {
        HeadCtStudy study = PhantomStudy.headCt(2).withMatrix(32);
        double[] heights =
                study.dataSets().stream()
                        .mapToDouble(slice ->
                                slice.decimals(org.radbridge.dicom.data.Tag.ImagePositionPatient)[
                                        2])
                        .toArray();

        assertThat(heights).hasSize(HeadCtPhantom.SLICES);
        for (int slice = 1; slice < heights.length; slice++) {
            assertThat(heights[slice] - heights[slice - 1]).isEqualTo(HeadCtPhantom.SLICE_SPACING);
        }
    }

    @Test
    void theTruthNamesEveryDemoFindingAndNothingElse() {
        assertThat(DemoStudies.all())
                .allSatisfy(demo ->
                        assertThat(demo.study().truth().labels()).isEqualTo(demo.findings()));
    }

    private static int[] pixels(DataSet dataSet) {
        byte[] bytes = dataSet.bytes(org.radbridge.dicom.data.Tag.PixelData).orElseThrow();
        int[] pixels = new int[bytes.length / 2];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            pixels[pixel] = (bytes[2 * pixel] & 0xff) | (bytes[2 * pixel + 1] & 0xff) << 8;
        }
        return pixels;
    }
}
