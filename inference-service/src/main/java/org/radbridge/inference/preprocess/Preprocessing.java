package org.radbridge.inference.preprocess;

import java.util.List;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.card.Step;
import org.radbridge.inference.pixels.StoredImage;

/** Makes one image into one element of a model's input, by the steps of its card. */
public final class Preprocessing {
    private final List<Step> steps;

    public Preprocessing(ModelCard card) {
        this(card.preprocessing());
    }

    Preprocessing(List<Step> steps) {
        this.steps = steps;
    }

    /** Overwrites the image's values. */
    public PreparedImage prepare(StoredImage image) {
        List<Plane> planes = List.of(new Plane(image.rows(), image.columns(), image.values()));
        Placement placement = Placement.whole(image.rows(), image.columns());
        for (Step step : steps) {
            planes = apply(step, planes, image);
            if (step instanceof Step.PadToSquare) {
                placement = Placement.padded(image.rows(), image.columns());
            }
        }
        SourceImage source =
                new SourceImage(
                        image.seriesInstanceUid(),
                        image.sopInstanceUid(),
                        image.sopClassUid(),
                        placement,
                        image.spacing());
        return new PreparedImage(source, joined(planes));
    }

    private static List<Plane> apply(Step step, List<Plane> planes, StoredImage image) {
        switch (step) {
            case Step.Rescale() ->
                    planes.forEach(plane ->
                            Steps.rescale(
                                    plane.values(),
                                    image.rescaleSlope(),
                                    image.rescaleIntercept()));
            case Step.ScalePercentiles percentiles ->
                    planes.forEach(plane -> Steps.scalePercentiles(plane.values(), percentiles));
            case Step.InvertMonochrome1() -> {
                if (image.lowIsWhite()) {
                    planes.forEach(plane -> Steps.invert(plane.values()));
                }
            }
            case Step.Normalise normalise ->
                    planes.forEach(plane -> Steps.normalise(plane.values(), normalise));
            case Step.Windows(List<Step.Window> windows) -> {
                return Steps.windows(planes.getFirst(), windows);
            }
            case Step.PadToSquare(double value) -> {
                return planes.stream().map(plane -> Steps.padToSquare(plane, value)).toList();
            }
            case Step.Resize(int height, int width) -> {
                return planes.stream()
                        .map(plane -> TriangleFilter.resize(plane, height, width))
                        .toList();
            }
            case Step.OrderSlices(), Step.StackSlices() -> {
                // Steps of a series: the order in which images come here, and the batch they join.
            }
        }
        return planes;
    }

    private static float[] joined(List<Plane> planes) {
        if (planes.size() == 1) {
            return planes.getFirst().values();
        }
        int size = planes.getFirst().values().length;
        float[] element = new float[planes.size() * size];
        for (int channel = 0; channel < planes.size(); channel++) {
            System.arraycopy(planes.get(channel).values(), 0, element, channel * size, size);
        }
        return element;
    }
}
