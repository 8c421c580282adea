package org.radbridge.fhirmapper.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C9")
class CodeSystemCheckTest {
    private final CodeSystemCheck check =
            new CodeSystemCheck(Map.of("urn:local", Set.of("PTX", "EFF")));

    @Test
    void everyCodeOfTheShippedTablePasses() {
        assertThat(FindingTable.shipped().concepts())
                .hasSizeGreaterThan(25)
                .allSatisfy(concept ->
                        assertThat(concept.codes())
                                .allSatisfy(code ->
                                        assertThat(check.fault(code.system(), code.code()))
                                                .isEmpty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"18748-4", "59776-5", "19005-8", "24627-2", "36643-5"})
    void loincCodesInUsePass(String code) {
        assertThat(check.fault(CodeSystemCheck.LOINC, code)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://loinc.org,81270-0,check digit",
        "http://loinc.org,LP43583-6,part",
        "http://loinc.org,18748,no LOINC code",
        "http://snomed.info/sct,36118009,check digit",
        "http://snomed.info/sct,36118,no SNOMED CT id",
        "http://snomed.info/sct,3611800A,no SNOMED CT id",
        "http://radlex.org,5352,no RadLex id",
        "urn:local,ICH,not in the site's list"
    })
    void codesThatCannotBeAreToldFromThoseThatCan(String system, String code, String why) {
        assertThat(check.fault(system, code)).hasValueSatisfying(t -> assertThat(t).contains(why));
    }

    /** A right check digit; the two digits before it say what kind of component it is. */
    @Test
    void aDescriptionIsNoConcept() {
        assertThat(check.fault(CodeSystemCheck.SNOMED_CT, "754786014"))
                .hasValueSatisfying(t -> assertThat(t).contains("description"));
    }

    @Test
    void everySingleWrongDigitAndEverySwapOfNeighboursIsNoticed() {
        String code = "233604007";
        for (int place = 0; place < code.length(); place++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                char[] wrong = code.toCharArray();
                if (wrong[place] != digit) {
                    wrong[place] = digit;
                    assertThat(CheckDigits.verhoeff(new String(wrong))).isFalse();
                }
            }
            if (place > 0 && code.charAt(place) != code.charAt(place - 1)) {
                char[] swapped = code.toCharArray();
                swapped[place] = code.charAt(place - 1);
                swapped[place - 1] = code.charAt(place);
                assertThat(CheckDigits.verhoeff(new String(swapped))).isFalse();
            }
        }
        assertThat(CheckDigits.verhoeff(code)).isTrue();
    }
}
