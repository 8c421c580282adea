package org.radbridge.inference.card;

import java.util.List;

/** One step of preprocessing; {@code models/README.md} says what each computes. */
public sealed interface Step {
    /** The slices of a series ascend along its normal. */
    record OrderSlices() implements Step {}

    /** Stored values become modality values. */
    record Rescale() implements Step {}

    /** Values between two percentiles of the plane become 0 to 1. */
    record ScalePercentiles(double low, double high) implements Step {
        public ScalePercentiles {
            if (!(low >= 0 && low < high && high <= 100)) {
                throw new CardException(
                        "low, high", low + " and " + high + " are not two percentiles in order");
            }
        }
    }

    /** Each window makes one channel, 0 to 1. */
    record Windows(List<Window> windows) implements Step {
        public Windows {
            windows = List.copyOf(windows);
            if (windows.isEmpty()) {
                throw new CardException("windows", "is empty");
            }
        }
    }

    /** Window Centre and Window Width, in modality values. */
    record Window(double centre, double width) {
        public Window {
            if (!(width > 0)) {
                throw new CardException("width", width + " is not positive");
            }
        }
    }

    /** White becomes black where the image says that low values are white. */
    record InvertMonochrome1() implements Step {}

    /** The plane is centred in a square of one value. */
    record PadToSquare(double value) implements Step {}

    /** Triangle filter, in pixels. */
    record Resize(int height, int width) implements Step {
        public Resize {
            if (height < 1 || width < 1) {
                throw new CardException("height, width", "are not positive");
            }
        }
    }

    /** Mean and standard deviation of what the network was trained on. */
    record Normalise(double mean, double standardDeviation) implements Step {
        public Normalise {
            if (!(standardDeviation > 0)) {
                throw new CardException("standardDeviation", "is not positive");
            }
        }
    }

    /** The slices of a series, in order, become the batch. */
    record StackSlices() implements Step {}
}
