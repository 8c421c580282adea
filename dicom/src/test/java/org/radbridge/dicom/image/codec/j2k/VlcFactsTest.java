package org.radbridge.dicom.image.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The code tables of T.814 are what they have to be, whoever typed them. */
@Tag("A8")
class VlcFactsTest {

    @Test
    void codesOfEachContextArePrefixFreeAndComplete() {
        for (String[] table : List.of(VlcFacts.FIRST_ROW, VlcFacts.OTHER_ROWS)) {
            assertThat(table).hasSize(8);
            for (String context : table) {
                int[] taken = new int[1 << 7];
                words(context)
                        .forEach(fact -> {
                            int length = fact >> 16 & 7;
                            for (int more = 0; more < 1 << 7 - length; more++) {
                                taken[fact & 0xFF | more << length]++;
                            }
                        });
                assertThat(taken).containsOnly(1);
            }
        }
    }

    @Test
    void patternsGoWithAnOffsetAndWithSignificantSamplesOnly() {
        for (String[] table : List.of(VlcFacts.FIRST_ROW, VlcFacts.OTHER_ROWS)) {
            for (String context : table) {
                words(context)
                        .forEach(fact -> {
                            int significance = fact >> 20;
                            int belowBound = fact >> 12 & 0xF;
                            int knownOnes = fact >> 8 & 0xF;
                            assertThat(belowBound & ~significance).isZero();
                            assertThat(knownOnes & ~belowBound).isZero();
                            if ((fact >> 19 & 1) == 0) {
                                assertThat(belowBound).isZero();
                            }
                        });
            }
        }
    }

    private static Stream<Integer> words(String context) {
        return Stream.of(context.strip().split("\\s+")).map(word -> Integer.parseInt(word, 16));
    }
}
