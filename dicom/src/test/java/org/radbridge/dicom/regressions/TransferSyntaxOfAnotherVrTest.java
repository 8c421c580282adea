package org.radbridge.dicom.regressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;

/**
 * Found by fuzzing: a Transfer Syntax UID (0002,0010) of a damaged VR ended in the exception of a
 * value, not in that of a file.
 */
@Tag("A8")
class TransferSyntaxOfAnotherVrTest {

    @ParameterizedTest
    @ValueSource(strings = {"US", "FL", "SS"})
    void isMalformed(String vr) {
        DataSet object =
                new DataSet().putBytes(0x7FE00010, org.radbridge.dicom.data.Vr.OW, new byte[9]);
        byte[] file = Part10Writer.write(object, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        int uid = new String(file, StandardCharsets.ISO_8859_1).indexOf("\u0002\0\u0010\0UI");
        file[uid + 4] = (byte) vr.charAt(0);
        file[uid + 5] = (byte) vr.charAt(1);
        file[uid + 6] = 19;
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> Part10Reader.read(file))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.MALFORMED));
    }
}
