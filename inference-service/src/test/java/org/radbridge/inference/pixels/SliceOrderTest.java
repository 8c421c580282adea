package org.radbridge.inference.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.json.BulkDataUris;
import org.radbridge.dicom.json.DicomJson;

@Tag("B3")
class SliceOrderTest {
    private static final double[] AXIAL = {1, 0, 0, 0, 1, 0};

    @Test
    void slicesAscendAlongTheNormal() {
        Slice low = slice("low", 3, new double[] {0, 0, -10}, AXIAL);
        Slice middle = slice("middle", 1, new double[] {5, 5, 0}, AXIAL);
        Slice high = slice("high", 2, new double[] {0, 0, 10}, AXIAL);

        assertThat(SliceOrder.of(List.of(middle, high, low))).containsExactly(low, middle, high);
    }

    @Test
    void theNormalOfATiltedGantryCounts() {
        // Rows run along x, columns down and backwards: the normal leans, so y counts as well.
        double[] tilted = {1, 0, 0, 0, 0.8, -0.6};
        Slice first = slice("first", 2, new double[] {0, -20, 0}, tilted);
        Slice second = slice("second", 1, new double[] {0, 10, 0}, tilted);

        assertThat(SliceOrder.of(List.of(second, first))).containsExactly(first, second);
    }

    @Test
    void withoutAPositionTheInstanceNumberDecides() {
        Slice two = slice("two", 2, new double[] {0, 0, 0}, AXIAL);
        Slice ten = slice("ten", 10, null, AXIAL);
        Slice three = slice("three", 3, new double[] {0, 0, -99}, AXIAL);

        assertThat(SliceOrder.of(List.of(ten, three, two))).containsExactly(two, three, ten);
    }

    @Test
    void scoutImagesAreLeftOut() {
        Slice scout = new Slice("scout", "1.2", 1, new double[] {0, 0, 0}, AXIAL, true);
        Slice slice = slice("slice", 2, new double[] {0, 0, 0}, AXIAL);

        assertThat(SliceOrder.of(List.of(scout, slice))).containsExactly(slice);
    }

    @Test
    void aRealSeriesComesOutInItsOrderHoweverItWasStored() throws IOException {
        List<DataSet> instances = new ArrayList<>();
        for (int number = 5; number <= 11; number++) {
            instances.add(
                    Part10Reader.read(
                                    DicomSamples.path(
                                            "ct-series/head-gantry-tilt/%02d.dcm"
                                                    .formatted(number)))
                            .dataSet()
                            .remove(org.radbridge.dicom.data.Tag.PixelData));
        }
        Collections.shuffle(instances, new Random(7));
        String metadata = DicomJson.writeAll(instances, BulkDataUris.NONE);

        List<Slice> ordered = SliceOrder.of(SeriesMetadata.slices(metadata));

        assertThat(ordered)
                .extracting(Slice::instanceNumber)
                .containsExactly(5, 6, 7, 8, 9, 10, 11);
        assertThat(Arrays.stream(new int[] {0, 6}).mapToObj(ordered::get))
                .allMatch(slice -> slice.position() != null);
    }

    private static Slice slice(
            String uid, int number, double @Nullable [] position, double[] orientation) {
        return new Slice(uid, "1.2", number, position, orientation, false);
    }
}
