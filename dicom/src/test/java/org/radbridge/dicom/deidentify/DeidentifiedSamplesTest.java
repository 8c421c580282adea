package org.radbridge.dicom.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.io.SplicedFile;
import org.radbridge.dicom.io.SplicedFile.NewBytes;
import org.radbridge.dicom.samples.DicomSamples;

@org.junit.jupiter.api.Tag("A10")
class DeidentifiedSamplesTest {
    private static final int SHORTEST = 4;

    /** What a de-identified object says anyway; some samples were anonymized before. */
    private static final Set<String> OUR_OWN = Set.of("anon", "anonymized", "removed", "19000101");

    private static final Set<Integer> IDENTIFYING =
            Set.of(
                    Tag.PatientID,
                    Tag.PatientBirthDate,
                    Tag.AccessionNumber,
                    Tag.InstitutionName,
                    Tag.InstitutionAddress,
                    Tag.StationName,
                    Tag.DeviceSerialNumber,
                    Tag.PatientAddress,
                    Tag.StudyInstanceUID,
                    Tag.SeriesInstanceUID,
                    Tag.SOPInstanceUID,
                    Tag.FrameOfReferenceUID);

    private final Deidentifier deidentifier =
            new Deidentifier(DeidentificationOptions.BASIC, new ProjectKey(new byte[16]));

    @Test
    void noSampleTellsWhoItWas() throws IOException {
        int files = 0;
        int values = 0;
        for (Path path : DicomSamples.files("")) {
            Part10File file;
            try {
                file = Part10Reader.read(path, ReadLimits.INDEX);
            } catch (DicomFormatException malformed) {
                continue;
            }
            if (file.transferSyntax().deflated()) {
                continue;
            }
            DataSet result = deidentifier.deidentify(file.dataSet());
            SplicedFile spliced =
                    SplicedFile.of(
                            FileMetaInformation.of(result, file.transferSyntax()),
                            file.transferSyntax(),
                            result,
                            0);
            StringBuilder written = new StringBuilder();
            for (SplicedFile.Piece piece : spliced.pieces()) {
                if (piece instanceof NewBytes(byte[] bytes)) {
                    written.append(new String(bytes, StandardCharsets.ISO_8859_1));
                }
            }
            String text = written.toString().toLowerCase(Locale.ROOT);
            for (String value : identifying(file.dataSet(), new HashSet<>())) {
                assertThat(text.contains(value)).as(path.getFileName() + ": " + value).isFalse();
                values++;
            }
            files++;
        }
        assertThat(files).isGreaterThan(70);
        assertThat(values).isGreaterThan(450);
    }

    private static Set<String> identifying(DataSet dataSet, Set<String> values) {
        for (Element element : dataSet) {
            if (element instanceof SequenceElement sequence) {
                sequence.items().forEach(item -> identifying(item, values));
            } else if (element instanceof TextElement text
                    && (text.vr() == Vr.PN || IDENTIFYING.contains(text.tag()))) {
                String value = new String(text.bytes(), StandardCharsets.ISO_8859_1);
                String stripped = value.replace('\0', ' ').strip().toLowerCase(Locale.ROOT);
                if (stripped.length() >= SHORTEST && !OUR_OWN.contains(stripped)) {
                    values.add(stripped);
                }
            }
        }
        return values;
    }
}
