package org.radbridge.dicom.dicomdir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Writer;

@org.junit.jupiter.api.Tag("A9")
class MediaDirectoryTest {

    @TempDir Path folder;

    private static Part10File image(String patient, String study, String series, int number) {
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 100")
                        .put(Tag.SOPClassUID, Uid.CTImageStorage)
                        .put(Tag.SOPInstanceUID, series + "." + number)
                        .put(Tag.PatientName, "Müller^" + patient)
                        .put(Tag.PatientID, patient)
                        .put(Tag.StudyInstanceUID, study)
                        .put(Tag.SeriesInstanceUID, series)
                        .put(Tag.Modality, "CT")
                        .put(Tag.InstanceNumber, Integer.toString(number))
                        .putInts(Tag.Rows, 512);
        return new Part10File(new DataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, dataSet);
    }

    /** Two patients, three studies, four series, eight images. */
    private static byte[] directory() {
        MediaDirectoryWriter writer = new MediaDirectoryWriter("RESEARCH");
        int file = 0;
        for (String series : List.of("1.1.1", "1.1.2", "1.2.1", "2.1.1")) {
            for (int number = 1; number <= 2; number++) {
                String study = series.substring(0, 3);
                Part10File image = image(series.substring(0, 1), study, series, number);
                writer.add(FileId.of("DICOM", "IM" + file), image);
                file++;
            }
        }
        return writer.toBytes();
    }

    /** Where the four bytes of an offset element begin, the n-th of its kind from 0. */
    private static int offsetElement(byte[] file, int tag, int occurrence) {
        int found = -1;
        for (int at = 132; at + 12 <= file.length; at++) {
            boolean here =
                    file[at] == (byte) (tag >>> 16)
                            && file[at + 1] == (byte) (tag >>> 24)
                            && file[at + 2] == (byte) tag
                            && file[at + 3] == (byte) (tag >>> 8)
                            && file[at + 4] == 'U'
                            && file[at + 5] == 'L';
            if (here) {
                found++;
            }
            if (found == occurrence) {
                return at + 8;
            }
        }
        throw new AssertionError("no such element");
    }

    @Test
    void whatIsWrittenIsReadBackAsTheSameTree() {
        MediaDirectory directory = MediaDirectoryReader.read(directory());
        assertThat(directory.isSound()).isTrue();
        assertThat(directory.fileSetId()).isEqualTo("RESEARCH");
        assertThat(directory.records().map(DirectoryRecord::type))
                .containsExactly(
                        "PATIENT", "STUDY", "SERIES", "IMAGE", "IMAGE", "SERIES", "IMAGE", "IMAGE",
                        "STUDY", "SERIES", "IMAGE", "IMAGE", "PATIENT", "STUDY", "SERIES", "IMAGE",
                        "IMAGE");
        assertThat(directory.files().map(record -> record.fileId().orElseThrow().toString()))
                .containsExactly(
                        "DICOM/IM0",
                        "DICOM/IM1",
                        "DICOM/IM2",
                        "DICOM/IM3",
                        "DICOM/IM4",
                        "DICOM/IM5",
                        "DICOM/IM6",
                        "DICOM/IM7");
        DirectoryRecord patient = directory.root().getFirst();
        assertThat(patient.attributes().string(Tag.PatientName)).hasValue("Müller^1");
        DirectoryRecord image = directory.files().toList().getLast();
        assertThat(image.attributes().string(Tag.ReferencedSOPInstanceUIDInFile))
                .hasValue("2.1.1.2");
        assertThat(image.attributes().string(Tag.ReferencedTransferSyntaxUIDInFile))
                .hasValue(Uid.ExplicitVRLittleEndian);
    }

    @Test
    void offsetInACircleEndsAndIsTold() {
        byte[] file = directory();
        int next = offsetElement(file, Tag.OffsetOfTheNextDirectoryRecord, 0);
        int first =
                offsetElement(file, Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, 0);
        System.arraycopy(file, first, file, next, 4);
        MediaDirectory directory = MediaDirectoryReader.read(file);
        assertThat(directory.isSound()).isFalse();
        assertThat(directory.danglingOffsets()).hasSize(1);
        assertThat(directory.files()).as("the second patient's too").hasSize(8);
        assertThat(directory.unlinked()).extracting(DirectoryRecord::type).contains("PATIENT");
    }

    @Test
    void recordsThatNoOffsetLeadsToAreNotLost() {
        byte[] file = directory();
        int lower = offsetElement(file, Tag.OffsetOfReferencedLowerLevelDirectoryEntity, 0);
        Arrays.fill(file, lower, lower + 4, (byte) 0);
        MediaDirectory directory = MediaDirectoryReader.read(file);
        assertThat(directory.root()).hasSize(2);
        assertThat(directory.root().getFirst().lower()).isEmpty();
        assertThat(directory.unlinked()).hasSize(11);
        assertThat(directory.files()).hasSize(8);
    }

    @Test
    void givenUpRecordsAreLeftOutWithAllBelow() {
        byte[] file = directory();
        int study = offsetElement(file, Tag.OffsetOfReferencedLowerLevelDirectoryEntity, 1);
        int flag = study - 8 - 2;
        assertThat(file[flag]).isEqualTo((byte) 0xFF);
        file[flag] = 0;
        file[flag + 1] = 0;
        MediaDirectory directory = MediaDirectoryReader.read(file);
        assertThat(directory.unlinked()).isEmpty();
        assertThat(directory.files()).hasSize(4);
    }

    @Test
    void anyDamageEndsInATypedFailureOrADirectory() {
        byte[] file = directory();
        java.util.Random random = new java.util.Random(20_261_126);
        for (int round = 0; round < 3_000; round++) {
            byte[] damaged = file.clone();
            for (int i = 0; i < 3; i++) {
                damaged[132 + random.nextInt(file.length - 132)] = (byte) random.nextInt();
            }
            try {
                MediaDirectoryReader.read(damaged).files().forEach(DirectoryRecord::fileId);
            } catch (DicomFormatException failure) {
                assertThat(failure.kind()).isNotNull();
            }
        }
    }

    @Test
    void objectThatIsNoDirectoryIsMalformed() {
        Part10File image = image("1", "1.1", "1.1.1", 1);
        byte[] file = Part10Writer.write(image.dataSet(), image.transferSyntax());
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> MediaDirectoryReader.read(file))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.MALFORMED));
    }

    @Test
    void namesThatMediaDoNotAllowAndObjectsWithoutARecordTypeAreRefused() {
        MediaDirectoryWriter writer = new MediaDirectoryWriter("X");
        Part10File image = image("1", "1.1", "1.1.1", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.add(FileId.of("image.dcm"), image));
        Part10File verification =
                new Part10File(
                        new DataSet(),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        new DataSet().put(Tag.SOPClassUID, Uid.Verification));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> writer.add(FileId.of("A"), verification));
    }

    @Test
    void fileIdsAreFoundWhateverTheirCaseAndNeverOutsideTheFileSet() throws IOException {
        Path set = Files.createDirectories(folder.resolve("set"));
        Path image = Files.createDirectories(set.resolve("dicom")).resolve("im0;1");
        Files.write(image, new byte[0]);
        Path outside = Files.write(folder.resolve("SECRET"), new byte[0]);
        assertThat(FileId.of("DICOM", "IM0").resolve(set)).hasValue(image);
        assertThat(FileId.of("DICOM", "IM1").resolve(set)).isEmpty();
        assertThat(FileId.of("DICOM").resolve(set)).as("a folder").isEmpty();
        assertThat(FileId.of("..", "SECRET").resolve(set)).isEmpty();
        assertThat(FileId.of("../SECRET").resolve(set)).isEmpty();
        assertThat(FileId.of(outside.toString()).resolve(set)).isEmpty();
    }
}
