package org.radbridge.phantoms.chest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.radbridge.phantoms.plane.Mask;

@Tag("B2")
class ChestPhantomTest {
    private static final int SIZE = 128;
    private static final int SEEDS = 12;

    @Test
    void theSameSeedGivesTheSameBits() {
        Set<ChestFinding> findings = EnumSet.of(ChestFinding.EDEMA, ChestFinding.NODULE);

        ChestRadiograph first = ChestPhantom.of(77, findings).draw(SIZE, SIZE);
        ChestRadiograph again = ChestPhantom.of(77, findings).draw(SIZE, SIZE);
        ChestRadiograph other = ChestPhantom.of(78, findings).draw(SIZE, SIZE);

        assertThat(again.image().values()).isEqualTo(first.image().values());
        assertThat(again.lesions()).isEqualTo(first.lesions());
        assertThat(other.image().values()).isNotEqualTo(first.image().values());
    }

    @Test
    void aNormalChestHasNoFinding() {
        assertThat(ChestPhantom.of(1, Set.of()).draw(SIZE, SIZE).findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDrawnFindingIsTrueTogetherWithWhatItImplies(ChestFinding finding) {
        for (long seed = 0; seed < SEEDS; seed++) {
            ChestRadiograph radiograph =
                    ChestPhantom.of(seed, EnumSet.of(finding)).draw(SIZE, SIZE);

            assertThat(radiograph.findings())
                    .describedAs("seed %d", seed)
                    .isEqualTo(finding.closure());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLesionLiesInsideTheBodyAndLeavesItsMarkThere(ChestFinding finding) {
        for (long seed = 0; seed < SEEDS; seed++) {
            ChestRadiograph with = ChestPhantom.of(seed, EnumSet.of(finding)).draw(SIZE, SIZE);
            ChestRadiograph without = ChestPhantom.of(seed, Set.of()).draw(SIZE, SIZE);
            Mask lesion = with.lesions().get(finding);

            assertThat(lesion).isNotNull();
            assertThat(lesion.within(with.body())).isTrue();
            assertThat(change(with, without, lesion))
                    .describedAs("seed %d", seed)
                    .isGreaterThan(3 * change(with, without, outside(with.body(), lesion)))
                    .isGreaterThan(0.01);
        }
    }

    @Test
    void aRadiographShowsTheSameThingAtEveryMatrixSize() {
        ChestPhantom phantom = ChestPhantom.of(5, EnumSet.of(ChestFinding.MASS));
        ChestRadiograph small = phantom.draw(100, 100);
        ChestRadiograph large = phantom.draw(300, 300);

        Mask few = lesion(small, ChestFinding.MASS);
        Mask many = lesion(large, ChestFinding.MASS);
        assertThat(many.area() / 9.0).isBetween(few.area() * 0.9, few.area() * 1.1);
        assertThat(many.contains(3 * firstRow(few) + 1, 3 * firstColumn(few) + 1)).isTrue();
    }

    private static Mask lesion(ChestRadiograph radiograph, ChestFinding finding) {
        Mask lesion = radiograph.lesions().get(finding);
        assertThat(lesion).isNotNull();
        return lesion;
    }

    private static int firstRow(Mask mask) {
        return mask.pixels().nextSetBit(0) / mask.columns();
    }

    private static int firstColumn(Mask mask) {
        return mask.pixels().nextSetBit(0) % mask.columns();
    }

    private static Mask outside(Mask body, Mask lesion) {
        Mask outside = body.or(lesion);
        outside.pixels().andNot(lesion.pixels());
        return outside;
    }

    /** The mean absolute difference of two images' brightness within a mask. */
    private static double change(ChestRadiograph with, ChestRadiograph without, Mask mask) {
        return mask.pixels().stream()
                .mapToDouble(pixel ->
                        Math.abs(with.image().values()[pixel] - without.image().values()[pixel]))
                .average()
                .orElse(0);
    }
}
