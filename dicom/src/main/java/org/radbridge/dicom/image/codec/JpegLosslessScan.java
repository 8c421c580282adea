package org.radbridge.dicom.image.codec;

/** Lossless JPEG (ITU-T T.81 annex H): each sample as its difference from a prediction. */
final class JpegLosslessScan {

    private JpegLosslessScan() {}

    static void read(
            JpegBits bits,
            JpegComponent[] components,
            HuffmanTable[] tables,
            FrameShape shape,
            int predictor,
            int precision,
            int pointTransform,
            int restartInterval) {
        int columns = shape.columns();
        if (restartInterval % columns != 0) {
            throw ImageException.unsupported("JPEG restarts inside a row");
        }
        int rowsPerRestart = restartInterval / columns;
        int start = 1 << precision - pointTransform - 1;
        for (int y = 0; y < shape.rows(); y++) {
            boolean first = y == 0;
            if (rowsPerRestart != 0 && y != 0 && y % rowsPerRestart == 0) {
                bits.restart();
                first = true;
            }
            for (int x = 0; x < columns; x++) {
                for (int c = 0; c < components.length; c++) {
                    JpegComponent component = components[c];
                    int at = y * component.stride + x;
                    int prediction;
                    if (first) {
                        prediction = x == 0 ? start : component.plane[at - 1];
                    } else if (x == 0) {
                        prediction = component.plane[at - component.stride];
                    } else {
                        prediction = predicted(component, at, predictor);
                    }
                    int length = tables[c].decode(bits);
                    if (length > 16) {
                        throw ImageException.malformed("JPEG difference");
                    }
                    int difference = length == 16 ? 32768 : bits.signed(length);
                    component.plane[at] = prediction + difference & 0xFFFF;
                }
            }
        }
        if (pointTransform > 0) {
            for (JpegComponent component : components) {
                for (int i = 0; i < component.plane.length; i++) {
                    component.plane[i] <<= pointTransform;
                }
            }
        }
    }

    /** Table H.1. */
    private static int predicted(JpegComponent component, int at, int predictor) {
        int a = component.plane[at - 1];
        int b = component.plane[at - component.stride];
        int c = component.plane[at - component.stride - 1];
        return switch (predictor) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + (b - c >> 1);
            case 6 -> b + (a - c >> 1);
            default -> a + b >> 1;
        };
    }
}
