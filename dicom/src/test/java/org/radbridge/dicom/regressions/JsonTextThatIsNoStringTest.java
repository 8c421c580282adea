package org.radbridge.dicom.regressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.DicomFormatException.Kind;
import org.radbridge.dicom.json.DicomJson;

/**
 * Found by fuzzing: where a string should stand, an object or an array was read as its opening
 * bracket, and the reader lost its place in the document.
 */
@Tag("A8")
class JsonTextThatIsNoStringTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":[1,2]}]}}",
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":{\"a\":1}}]}}",
                "{\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":{\"a\":1}}}",
                "{\"7FE00010\":{\"vr\":[\"OW\"]}}"
            })
    void isMalformed(String json) {
        assertThatExceptionOfType(DicomFormatException.class)
                .isThrownBy(() -> DicomJson.read(json))
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.MALFORMED));
    }
}
