package org.radbridge.dicom.image;

import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/**
 * A window over the values after the modality transformation (PS3.3 C.11.2).
 *
 * @param center (0028,1050)
 * @param width (0028,1051): at least 1 for {@code LINEAR}, above 0 for the others
 * @param function (0028,1056)
 */
public record Window(double center, double width, Function function) {

    /** VOI LUT Function. */
    public enum Function {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID
    }

    public Window {
        boolean wide = function == Function.LINEAR ? width >= 1 : width > 0;
        if (!wide || !Double.isFinite(center) || !Double.isFinite(width)) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "window");
        }
    }

    /** Where a value lies in the window: 0 at and below its foot, 1 at and above its top. */
    public double apply(double value) {
        return switch (function) {
            case LINEAR -> {
                if (value <= center - 0.5 - (width - 1) / 2) {
                    yield 0;
                }
                if (value > center - 0.5 + (width - 1) / 2) {
                    yield 1;
                }
                yield (value - (center - 0.5)) / (width - 1) + 0.5;
            }
            case LINEAR_EXACT -> Math.clamp((value - center) / width + 0.5, 0, 1);
            case SIGMOID -> 1 / (1 + Math.exp(-4 * (value - center) / width));
        };
    }
}
