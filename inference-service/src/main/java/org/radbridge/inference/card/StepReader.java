package org.radbridge.inference.card;

/** Reads one entry of a card's {@code preprocessing}. */
final class StepReader {
    private StepReader() {}

    static Step read(CardNode node) {
        String name = node.text("step");
        try {
            return switch (name) {
                case "order-slices" -> new Step.OrderSlices();
                case "rescale" -> new Step.Rescale();
                case "scale-percentiles" ->
                        new Step.ScalePercentiles(node.number("low"), node.number("high"));
                case "windows" ->
                        new Step.Windows(
                                node.list("windows").stream().map(StepReader::window).toList());
                case "invert-monochrome1" -> new Step.InvertMonochrome1();
                case "pad-to-square" -> new Step.PadToSquare(node.number("value"));
                case "resize" -> resize(node);
                case "normalise" ->
                        new Step.Normalise(node.number("mean"), node.number("standardDeviation"));
                case "stack-slices" -> new Step.StackSlices();
                default -> throw new CardException("step", "'" + name + "' is not a known step");
            };
        } catch (CardException e) {
            throw e.isWithin(node.path()) ? e : e.within(node.path());
        }
    }

    private static Step.Window window(CardNode node) {
        return new Step.Window(node.number("centre"), node.number("width"));
    }

    private static Step resize(CardNode node) {
        String filter = node.text("filter");
        if (!filter.equals("triangle")) {
            throw new CardException("filter", "'" + filter + "' is not a known filter");
        }
        return new Step.Resize(node.integer("height"), node.integer("width"));
    }
}
