package org.radbridge.dicom.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzing has found so far stays found: each kept input ends as its target allows. */
@Tag("A8")
class CorpusTest {

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void everyKeptInputIsReadOrRefusedWithATypedFailure(FuzzTarget target) throws IOException {
        for (byte[] seed : target.seeds()) {
            assertThatCode(() -> target.run(seed)).doesNotThrowAnyException();
        }
        for (Map.Entry<String, byte[]> input : Corpus.read(target).entrySet()) {
            assertThatCode(() -> target.run(input.getValue()))
                    .as(target.id() + " " + input.getKey())
                    .doesNotThrowAnyException();
        }
    }
}
