package org.radbridge.phantoms.headct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.radbridge.phantoms.plane.Mask;

@Tag("B3")
class HeadCtPhantomTest {
    private static final int SIZE = 128;
    private static final int SEEDS = 8;

    private static List<HeadCtSlice> series(long seed, Set<Haemorrhage> kinds) {
        HeadCtPhantom phantom = HeadCtPhantom.of(seed, kinds);
        return IntStream.range(0, HeadCtPhantom.SLICES)
                .mapToObj(slice -> phantom.draw(slice, SIZE))
                .toList();
    }

    @Test
    void theSameSeedGivesTheSameBitsWhicheverSliceIsDrawnFirst() {
        Set<Haemorrhage> kinds = EnumSet.of(Haemorrhage.SUBDURAL, Haemorrhage.INTRAVENTRICULAR);
        HeadCtPhantom phantom = HeadCtPhantom.of(9, kinds);
        HeadCtSlice late = phantom.draw(14, SIZE);

        assertThat(late.image().values()).isEqualTo(series(9, kinds).get(14).image().values());
    }

    @Test
    void aNormalHeadHasNoHaemorrhage() {
        assertThat(series(4, Set.of())).allMatch(slice -> slice.findings().isEmpty());
    }

    @Test
    void everyPixelOfEverySliceHasAValue() {
        for (long seed = 0; seed < 3; seed++) {
            for (HeadCtSlice slice : series(seed, EnumSet.allOf(Haemorrhage.class))) {
                for (float value : slice.image().values()) {
                    assertThat(value).isBetween(-1100f, 1300f);
                }
            }
        }
    }

    @Test
    void valuesAreHounsfieldUnits() {
        HeadCtSlice middle = series(2, Set.of()).get(12);

        assertThat(middle.image().at(0, 0)).isBetween(-1030f, -970f);
        assertThat(median(middle, middle.intracranial())).isBetween(25.0, 40.0);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ANY")
    void aHaemorrhageIsBrightInsideTheSkullAndCountsAsAny(Haemorrhage kind) {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<HeadCtSlice> affected =
                    series(seed, EnumSet.of(kind)).stream()
                            .filter(slice -> !slice.findings().isEmpty())
                            .toList();

            assertThat(affected).describedAs("seed %d", seed).hasSizeGreaterThan(1);
            assertThat(affected)
                    .allSatisfy(slice -> {
                        Mask blood = slice.lesions().get(kind);
                        assertThat(slice.findings())
                                .containsExactlyInAnyOrder(kind, Haemorrhage.ANY);
                        assertThat(blood).isNotNull();
                        assertThat(blood.within(slice.intracranial())).isTrue();
                        assertThat(median(slice, blood)).isBetween(45.0, 85.0);
                    });
        }
    }

    @Test
    void anEpiduralIsThickerThanASubduralAndShorter() {
        HeadCtSlice lens = largest(series(3, EnumSet.of(Haemorrhage.EPIDURAL)));
        HeadCtSlice crescent = largest(series(3, EnumSet.of(Haemorrhage.SUBDURAL)));

        assertThat(height(crescent)).isGreaterThan(height(lens));
    }

    private static HeadCtSlice largest(List<HeadCtSlice> series) {
        return series.stream()
                .max((one, other) -> Integer.compare(blood(one).area(), blood(other).area()))
                .orElseThrow();
    }

    private static Mask blood(HeadCtSlice slice) {
        Mask any = slice.lesions().get(Haemorrhage.ANY);
        return any == null ? new Mask(SIZE, SIZE) : any;
    }

    private static int height(HeadCtSlice slice) {
        Mask blood = blood(slice);
        return (blood.pixels().length() - blood.pixels().nextSetBit(0)) / SIZE;
    }

    /** Half the pixels are darker: a rim that touches bone does not count for much. */
    private static double median(HeadCtSlice slice, Mask mask) {
        double[] values =
                mask.pixels().stream()
                        .mapToDouble(pixel -> slice.image().values()[pixel])
                        .sorted()
                        .toArray();
        return values[values.length / 2];
    }
}
