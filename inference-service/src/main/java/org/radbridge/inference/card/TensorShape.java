package org.radbridge.inference.card;

import java.util.List;

/**
 * What a card's preprocessing steps make of one image.
 *
 * @param channels planes per image
 * @param rows height of the planes, or -1 while it is the image's own
 * @param columns width of the planes, or -1 while it is the image's own
 */
record TensorShape(int channels, int rows, int columns) {
    static TensorShape after(List<Step> steps) {
        TensorShape shape = new TensorShape(1, -1, -1);
        for (Step step : steps) {
            shape = shape.after(step);
        }
        return shape;
    }

    private TensorShape after(Step step) {
        return switch (step) {
            case Step.Windows windows when channels == 1 ->
                    new TensorShape(windows.windows().size(), rows, columns);
            case Step.Windows _ ->
                    throw new CardException(
                            "preprocessing", "'windows' stands after another 'windows'");
            case Step.Resize resize -> new TensorShape(channels, resize.height(), resize.width());
            case Step.PadToSquare _ when rows >= 0 ->
                    throw new CardException(
                            "preprocessing", "'pad-to-square' stands after 'resize'");
            case Step.OrderSlices _,
                    Step.Rescale _,
                    Step.ScalePercentiles _,
                    Step.InvertMonochrome1 _,
                    Step.PadToSquare _,
                    Step.Normalise _,
                    Step.StackSlices _ ->
                    this;
        };
    }

    boolean fits(TensorContract input) {
        return input.shape().equals(List.of(-1L, (long) channels, (long) rows, (long) columns));
    }

    @Override
    public String toString() {
        return "[-1, " + channels + ", " + rows + ", " + columns + "]";
    }
}
