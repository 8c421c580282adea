package org.radbridge.dicom.deidentify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DataSetWriter;

@org.junit.jupiter.api.Tag("A10")
class DeidentifierTest {
    private static final ProjectKey KEY =
            new ProjectKey("a key of one project".getBytes(StandardCharsets.UTF_8));
    private static final List<String> MARKS =
            List.of("zyxmark", "1.2.999.777", "19671123", "101112.777", "424242");

    /** Every attribute of the table holds an identifying value, at the top and in an item. */
    @ParameterizedTest
    @EnumSource(
            value = ProfileOption.class,
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"CLEAN_.*", "RETAIN_SAFE_PRIVATE"})
    void noIdentifyingValueOfAnyAttributeOfTheTableIsInTheBytes(ProfileOption option) {
        DataSet original = identifying();
        original.putItems(Tag.AnatomicRegionSequence, identifying());
        original.put(Tag.PixelSpacing, "0.5", "0.5");

        DataSet result =
                new Deidentifier(DeidentificationOptions.of(option), KEY).deidentify(original);

        String bytes = text(result);
        MARKS.forEach(mark -> assertThat(bytes).doesNotContain(mark));
        assertThat(result.decimals(Tag.PixelSpacing)).containsExactly(0.5, 0.5);
        assertThat(text(original)).contains(MARKS);
    }

    private static DataSet identifying() {
        DataSet dataSet = new DataSet();
        for (int tag : tableTags()) {
            put(dataSet, tag, Dictionary.vr(tag));
        }
        return dataSet.putBytes(0x00291001, Vr.UN, "Zyxmark".getBytes(StandardCharsets.US_ASCII))
                .put(0x00290010, Vr.LO, "Zyxmark")
                .put(Tag.ImageComments, "for Zyxmark")
                .put(Tag.ContentLabel, "KEPT");
    }

    private static List<Integer> tableTags() {
        List<Integer> tags = new ArrayList<>();
        for (String chunk : ProfileFacts.ATTRIBUTES) {
            chunk.lines()
                    .map(line -> line.substring(0, 8).replace('x', '0'))
                    .map(tag -> Integer.parseUnsignedInt(tag, 16))
                    .filter(tag -> tag >>> 16 > 4 && tag >>> 16 < 0xFFFA)
                    .forEach(tags::add);
        }
        assertThat(tags).hasSizeGreaterThan(600);
        return tags;
    }

    private static void put(DataSet dataSet, int tag, Vr vr) {
        switch (vr) {
            case UI -> dataSet.put(tag, vr, "1.2.999.777." + (tag & 0xFFFF));
            case DA -> dataSet.put(tag, vr, "19671123");
            case DT -> dataSet.put(tag, vr, "19671123101112");
            case TM -> dataSet.put(tag, vr, "101112.777");
            case DS, IS -> dataSet.put(tag, vr, "424242");
            case AE, CS -> dataSet.put(tag, vr, "ZYXMARK");
            case LO, LT, PN, SH, ST, UC, UT, UR -> dataSet.put(tag, vr, "Zyxmark");
            case SQ ->
                    dataSet.putItems(
                            tag,
                            new DataSet()
                                    .put(Tag.CodeValue, "Zyxmark")
                                    .put(Tag.CodeMeaning, "Zyxmark")
                                    .put(Tag.ReferencedSOPInstanceUID, "1.2.999.777.1")
                                    .put(Tag.PatientName, "Zyxmark"));
            default ->
                    dataSet.putBytes(
                            tag, vr, "Zyxmark Zyxmark ".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void theSameUidBecomesTheSameInOneProjectAndAnotherInTheNext() {
        DataSet image = image();
        DataSet other = image().put(Tag.SOPInstanceUID, "1.2.3.5");
        Deidentifier here = new Deidentifier(DeidentificationOptions.BASIC, KEY);
        Deidentifier there =
                new Deidentifier(DeidentificationOptions.BASIC, new ProjectKey(new byte[32]));

        DataSet first = here.deidentify(image);
        DataSet second = here.deidentify(other);

        assertThat(first.string(Tag.StudyInstanceUID))
                .isEqualTo(second.string(Tag.StudyInstanceUID));
        assertThat(first.string(Tag.SOPInstanceUID))
                .isNotEqualTo(second.string(Tag.SOPInstanceUID));
        assertThat(first.string(Tag.PatientID)).isEqualTo(second.string(Tag.PatientID));
        assertThat(first.string(Tag.StudyInstanceUID))
                .hasValueSatisfying(uid -> {
                    assertThat(Uid.isValid(uid)).isTrue();
                    assertThat(there.deidentify(image).string(Tag.StudyInstanceUID))
                            .isNotEqualTo(uid);
                });
        assertThat(
                        first.items(Tag.ReferencedImageSequence)
                                .getFirst()
                                .string(Tag.ReferencedSOPInstanceUID))
                .isEqualTo(first.string(Tag.SOPInstanceUID));
        assertThat(first.string(Tag.SOPClassUID)).hasValue(Uid.CTImageStorage);
    }

    @Test
    void datesMoveByTheSameDaysForOnePatientAndTimesStay() {
        DataSet now = image();
        DataSet later =
                image().put(Tag.StudyDate, "20240310")
                        .put(Tag.AcquisitionDateTime, "20240311120000");

        Deidentifier deidentifier =
                new Deidentifier(
                        DeidentificationOptions.of(ProfileOption.RETAIN_MODIFIED_DATES), KEY);
        DataSet a = deidentifier.deidentify(now);
        DataSet b = deidentifier.deidentify(later);

        assertThat(a.string(Tag.StudyDate)).isNotEqualTo(now.string(Tag.StudyDate));
        assertThat(day(b, Tag.StudyDate) - day(a, Tag.StudyDate)).isEqualTo(9);
        assertThat(b.string(Tag.AcquisitionDateTime).orElseThrow()).endsWith("120000");
        assertThat(a.string(Tag.StudyTime)).hasValue("101500");
        assertThat(a.string(Tag.PatientBirthDate)).isEmpty();
        assertThat(a.string(Tag.LongitudinalTemporalInformationModified)).hasValue("MODIFIED");
    }

    private static long day(DataSet dataSet, int tag) {
        return java.time.LocalDate.parse(
                        dataSet.string(tag).orElseThrow(),
                        java.time.format.DateTimeFormatter.BASIC_ISO_DATE)
                .toEpochDay();
    }

    @Test
    void optionsKeepWhatTheyNameAndTheMethodCodesTellOfThem() {
        DataSet original =
                image().put(Tag.DeviceSerialNumber, "SN-7")
                        .put(Tag.InstitutionName, "General")
                        .put(Tag.PatientSex, "F")
                        .put(Tag.StationName, "CT-EAST");

        DataSet result =
                new Deidentifier(
                                DeidentificationOptions.of(
                                        ProfileOption.RETAIN_UIDS,
                                        ProfileOption.RETAIN_DEVICE_IDENTITY,
                                        ProfileOption.RETAIN_INSTITUTION_IDENTITY,
                                        ProfileOption.RETAIN_PATIENT_CHARACTERISTICS,
                                        ProfileOption.RETAIN_FULL_DATES),
                                KEY)
                        .deidentify(original);

        for (int tag :
                new int[] {
                    Tag.DeviceSerialNumber,
                    Tag.InstitutionName,
                    Tag.PatientSex,
                    Tag.StationName,
                    Tag.StudyDate,
                    Tag.SOPInstanceUID
                }) {
            assertThat(result.string(tag))
                    .as(Dictionary.format(tag))
                    .isEqualTo(original.string(tag));
        }
        assertThat(result.string(Tag.PatientID)).isNotEqualTo(original.string(Tag.PatientID));
        assertThat(result.string(Tag.PatientIdentityRemoved)).hasValue("YES");
        assertThat(
                        result.items(Tag.DeidentificationMethodCodeSequence).stream()
                                .map(code -> code.string(Tag.CodeValue).orElseThrow()))
                .containsExactly("113100", "113106", "113108", "113109", "113110", "113112");
    }

    @Test
    void aDescriptorStaysOnlyWhenAllItsWordsAreSafe() {
        DeidentificationOptions options =
                new DeidentificationOptions(
                        EnumSet.of(ProfileOption.CLEAN_DESCRIPTORS),
                        Set.of(),
                        Set.of("Head", "without", "contrast"));
        Deidentifier deidentifier = new Deidentifier(options, KEY);
        DataSet safe = image().put(Tag.StudyDescription, "HEAD without contrast");
        DataSet unsafe = image().put(Tag.StudyDescription, "Head of Mr. Miller");

        assertThat(deidentifier.deidentify(safe).string(Tag.StudyDescription))
                .hasValue("HEAD without contrast");
        assertThat(deidentifier.deidentify(unsafe).contains(Tag.StudyDescription)).isFalse();
    }

    @Test
    void privateAttributesStayOnlyWhereTheSiteKnowsThemToBeSafe() {
        DataSet original =
                image().put(0x00190010, Vr.LO, "ACME")
                        .putBytes(0x00191001, Vr.UN, new byte[] {1, 2})
                        .putBytes(0x00191002, Vr.UN, new byte[] {3, 4});
        DeidentificationOptions options =
                new DeidentificationOptions(
                        EnumSet.of(ProfileOption.RETAIN_SAFE_PRIVATE),
                        Set.of(new SafePrivateAttribute(0x0019, "ACME", 0x01)),
                        Set.of());

        DataSet kept = new Deidentifier(options, KEY).deidentify(original);
        DataSet none = new Deidentifier(DeidentificationOptions.BASIC, KEY).deidentify(original);

        assertThat(kept.contains(0x00191001)).isTrue();
        assertThat(kept.contains(0x00190010)).isTrue();
        assertThat(kept.contains(0x00191002)).isFalse();
        assertThat(none.contains(0x00190010)).isFalse();
    }

    @Test
    void structuredContentKeepsCodesAndNumbersAndLosesText() {
        DataSet number = new DataSet().put(Tag.ValueType, "NUM");
        number.putItems(Tag.MeasuredValueSequence, new DataSet().put(Tag.NumericValue, "12.5"));
        DataSet text =
                new DataSet().put(Tag.ValueType, "TEXT").put(Tag.TextValue, "seen by Dr. House");
        DataSet report = image().putItems(Tag.ContentSequence, number, text);

        DataSet cleaned =
                new Deidentifier(
                                DeidentificationOptions.of(ProfileOption.CLEAN_STRUCTURED_CONTENT),
                                KEY)
                        .deidentify(report);

        assertThat(cleaned.items(Tag.ContentSequence)).hasSize(2);
        assertThat(text(cleaned)).contains("12.5").doesNotContain("house");
    }

    @ParameterizedTest
    @CsvSource({
        "YES, 1.2.840.10008.5.1.4.1.1.2, false",
        "'', 1.2.840.10008.5.1.4.1.1.2, true",
        "'', 1.2.840.10008.5.1.4.1.1.6.1, false",
        "'', 1.2.840.10008.5.1.4.1.1.7, false",
        "NO, 1.2.840.10008.5.1.4.1.1.6.1, true"
    })
    void anImageThatMayHoldABurnedInAnnotationIsRefused(
            String said, String sopClass, boolean passes) {
        DataSet image =
                image().put(Tag.BurnedInAnnotation, said)
                        .put(Tag.SOPClassUID, sopClass)
                        .putBytes(Tag.PixelData, Vr.OW, new byte[4]);
        Deidentifier deidentifier =
                new Deidentifier(DeidentificationOptions.of(ProfileOption.CLEAN_PIXEL_DATA), KEY);

        if (passes) {
            assertThat(deidentifier.deidentify(image).bytes(Tag.PixelData)).isPresent();
        } else {
            assertThatThrownBy(() -> deidentifier.deidentify(image))
                    .isInstanceOf(DeidentificationException.class);
        }
    }

    private static DataSet image() {
        return new DataSet()
                .put(Tag.SOPClassUID, Uid.CTImageStorage)
                .put(Tag.SOPInstanceUID, "1.2.3.4")
                .put(Tag.StudyInstanceUID, "1.2.3")
                .put(Tag.StudyDate, "20240301")
                .put(Tag.StudyTime, "101500")
                .put(Tag.PatientID, "P-4711")
                .put(Tag.PatientName, "Miller^Anna")
                .put(Tag.PatientBirthDate, "19500101")
                .putItems(
                        Tag.ReferencedImageSequence,
                        new DataSet()
                                .put(Tag.ReferencedSOPClassUID, Uid.CTImageStorage)
                                .put(Tag.ReferencedSOPInstanceUID, "1.2.3.4"));
    }

    private static String text(DataSet dataSet) {
        byte[] bytes = DataSetWriter.write(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
