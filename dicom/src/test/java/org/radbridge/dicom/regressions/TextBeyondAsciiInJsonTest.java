package org.radbridge.dicom.regressions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.json.DicomJson;

/**
 * Found by fuzzing: text beyond ASCII in a VR that no character set governs was kept as UTF-8 and
 * read as ASCII, so that each reading and writing made it three times as long.
 */
@Tag("A8")
class TextBeyondAsciiInJsonTest {

    @Test
    void keepsItsLength() {
        DataSet read = DicomJson.read("{\"00080060\":{\"vr\":\"CS\",\"Value\":[\"C\u00C9T\"]}}");
        assertThat(read.string(org.radbridge.dicom.data.Tag.Modality)).hasValue("C?T");
        assertThat(DicomJson.read(DicomJson.write(read))).isEqualTo(read);
    }
}
