package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.SplicedFile.NewBytes;
import org.radbridge.dicom.io.SplicedFile.OldRange;

@org.junit.jupiter.api.Tag("A8")
class SplicedFileTest {
    private static final int LONG = 40_001;

    @ParameterizedTest
    @ValueSource(
            strings = {
                Uid.ImplicitVRLittleEndian,
                Uid.ExplicitVRLittleEndian,
                Uid.ExplicitVRBigEndian,
                Uid.JPEGBaseline8Bit
            })
    void longValuesAtEveryDepthComeFromTheOldFile(String syntax) {
        TransferSyntax transferSyntax = TransferSyntax.of(syntax);
        byte[] old = Part10Writer.write(sample(transferSyntax), transferSyntax);
        DataSet changed = Part10Reader.read(old, ReadLimits.INDEX).dataSet();
        changed.put(Tag.PatientID, "A much longer identifier than before");

        SplicedFile spliced =
                SplicedFile.of(
                        FileMetaInformation.of(changed, transferSyntax),
                        transferSyntax,
                        changed,
                        0);

        DataSet expected = sample(transferSyntax);
        expected.put(Tag.PatientID, "A much longer identifier than before");
        byte[] file = joined(spliced, old);
        assertThat(DataSetWriter.write(Part10Reader.read(file).dataSet(), transferSyntax))
                .isEqualTo(DataSetWriter.write(padded(expected, transferSyntax), transferSyntax));
        assertThat(spliced.pieces().stream().filter(OldRange.class::isInstance)).hasSize(2);
    }

    @Test
    void aDeflatedDataSetWithLongValuesIsRefused() {
        TransferSyntax deflated = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
        byte[] old = Part10Writer.write(sample(deflated), deflated);
        DataSet read = Part10Reader.read(old, ReadLimits.INDEX).dataSet();

        assertThatThrownBy(() -> SplicedFile.of(new DataSet(), deflated, read, 0))
                .isInstanceOf(InvalidValueException.class);
    }

    private static DataSet sample(TransferSyntax transferSyntax) {
        byte[] pixels = new byte[LONG];
        new Random(7).nextBytes(pixels);
        DataSet item =
                new DataSet()
                        .put(Tag.ReferencedSOPInstanceUID, "1.2.3")
                        .putBytes(Tag.EncapsulatedDocument, Vr.OB, pixels);
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SOPClassUID, Uid.SecondaryCaptureImageStorage)
                        .put(Tag.SOPInstanceUID, "1.2.3.4")
                        .put(Tag.PatientID, "P")
                        .putItems(Tag.ReferencedImageSequence, item);
        return transferSyntax.encapsulated()
                ? dataSet.put(
                        new PixelDataFragments(Tag.PixelData, Vr.OB, List.of(new byte[0], pixels)))
                : dataSet.putBytes(Tag.PixelData, Vr.OB, pixels);
    }

    /** As it reads after a round trip: odd values padded. */
    private static DataSet padded(DataSet dataSet, TransferSyntax syntax) {
        return Part10Reader.read(Part10Writer.write(dataSet, syntax)).dataSet();
    }

    private static byte[] joined(SplicedFile spliced, byte[] old) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (SplicedFile.Piece piece : spliced.pieces()) {
            switch (piece) {
                case NewBytes(byte[] bytes) -> file.writeBytes(bytes);
                case OldRange(long offset, long length) ->
                        file.write(old, Math.toIntExact(offset), Math.toIntExact(length));
            }
        }
        return file.toByteArray();
    }
}
