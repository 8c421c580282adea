package org.radbridge.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.dicom.dimse.DimseStatus.Kind;

@Tag("A2")
class DimseStatusTest {

    @ParameterizedTest
    @CsvSource({
        "0000, SUCCESS",
        "0001, WARNING",
        "0107, WARNING",
        "0110, FAILURE",
        "0116, WARNING",
        "0122, FAILURE",
        "0124, FAILURE",
        "0211, FAILURE",
        "A700, FAILURE",
        "A7FF, FAILURE",
        "A900, FAILURE",
        "B000, WARNING",
        "B006, WARNING",
        "B007, WARNING",
        "C000, FAILURE",
        "CFFF, FAILURE",
        "FE00, CANCEL",
        "FF00, PENDING",
        "FF01, PENDING"
    })
    void codesBelongToTheClassesOfPs37AnnexC(String code, Kind kind) {
        assertThat(DimseStatus.of(Integer.parseInt(code, 16)).kind()).isEqualTo(kind);
    }
}
