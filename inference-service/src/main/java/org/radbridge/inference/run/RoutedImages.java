package org.radbridge.inference.run;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.pixels.PixelSource;
import org.radbridge.inference.pixels.PixelsFailure;
import org.radbridge.inference.pixels.Slice;
import org.radbridge.inference.pixels.SliceOrder;
import org.radbridge.kit.failure.PermanentFailure;

/**
 * Which images of a study a model is given. A model of single images gets those of every series
 * that the rule matched, so that no view goes unseen. A model of a series gets the one with the
 * most slices: the others are reconstructions of the same anatomy.
 */
final class RoutedImages {
    private final PixelSource pixels;

    RoutedImages(PixelSource pixels) {
        this.pixels = pixels;
    }

    /**
     * One image to be read.
     *
     * @param seriesInstanceUid (0020,000E)
     * @param sopInstanceUid (0008,0018)
     */
    record Reference(String seriesInstanceUid, String sopInstanceUid) {}

    /** The images in order; fails with {@code pixels-no-image} when there are none. */
    Uni<List<Reference>> of(StudyClosed study, RoutedModel route, ModelCard card) {
        return Multi.createFrom()
                .iterable(series(study, route, card))
                .onItem()
                .transformToUniAndConcatenate(series ->
                        pixels.slices(study.studyInstanceUid(), series)
                                .map(slices -> references(series, slices)))
                .collect()
                .asList()
                .map(lists -> lists.stream().flatMap(List::stream).toList())
                .invoke(images -> {
                    if (images.isEmpty()) {
                        throw new PermanentFailure(
                                PixelsFailure.NO_IMAGE,
                                "rule '" + route.rule() + "' leads to no image");
                    }
                });
    }

    private static List<String> series(StudyClosed study, RoutedModel route, ModelCard card) {
        Predicate<SeriesSummary> matched =
                series -> route.seriesInstanceUids().contains(series.seriesInstanceUid());
        List<SeriesSummary> candidates = study.series().stream().filter(matched).toList();
        return switch (card.batchElement()) {
            case IMAGE -> candidates.stream().map(SeriesSummary::seriesInstanceUid).toList();
            case SLICE ->
                    candidates.stream()
                            .max(
                                    Comparator.comparingInt(SeriesSummary::instances)
                                            .thenComparing(
                                                    SeriesSummary::seriesInstanceUid,
                                                    Comparator.reverseOrder()))
                            .map(series -> List.of(series.seriesInstanceUid()))
                            .orElse(List.of());
        };
    }

    private static List<Reference> references(String series, List<Slice> slices) {
        return SliceOrder.of(slices).stream()
                .map(slice -> new Reference(series, slice.sopInstanceUid()))
                .toList();
    }
}
