package org.radbridge.dicom.regressions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.json.DicomJson;

/** A DS of 15 characters became a JSON number that no floating point holds, refused when read. */
@Tag("A3")
class DecimalBeyondFloatingPointInJsonTest {

    private static final int TABLE_VALUE = 0x0408_0029;

    @ParameterizedTest
    @ValueSource(strings = {"1937691e1000000", "-1.25e309", "1e-1000000", "-1.25e-400"})
    void staysTextAndIsReadBackAsItWas(String value) {
        DataSet dataSet = new DataSet().put(TABLE_VALUE, Vr.DS, "0.5", value);
        String json = DicomJson.write(dataSet);
        assertThat(json)
                .isEqualTo("{\"04080029\":{\"vr\":\"DS\",\"Value\":[0.5,\"" + value + "\"]}}");
        assertThat(DicomJson.read(json).strings(TABLE_VALUE)).containsExactly("0.5", value);
    }
}
