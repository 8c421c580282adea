package org.radbridge.dicom.image.codec.j2k;

import java.util.Arrays;
import org.radbridge.dicom.image.codec.ImageException;

/** The QCD and QCC marker segments (A.6.4): exponent and mantissa of each sub-band's step. */
final class Quantization {

    private static final int NONE = 0;
    private static final int DERIVED = 1;
    private static final int EXPOUNDED = 2;

    private final int style;
    private final int guardBits;
    private final int[] steps;

    private Quantization(int style, int guardBits, int[] steps) {
        this.style = style;
        this.guardBits = guardBits;
        this.steps = steps;
    }

    static Quantization read(SegmentBytes bytes) {
        int flags = bytes.u8();
        int style = flags & 0x1F;
        if (style > EXPOUNDED) {
            throw ImageException.malformed("JPEG 2000 quantization style");
        }
        int[] steps = new int[style == DERIVED ? 1 : 97];
        int count = 0;
        while (count < steps.length && bytes.remaining() >= (style == NONE ? 1 : 2)) {
            steps[count] = style == NONE ? bytes.u8() >> 3 << 11 : bytes.u16();
            count++;
        }
        if (count == 0) {
            throw ImageException.malformed("JPEG 2000 quantization");
        }
        return new Quantization(style, flags >> 5, Arrays.copyOf(steps, count));
    }

    boolean isNone() {
        return style == NONE;
    }

    /** Mb, the bit-planes that a coefficient can have (E-2). */
    int bitPlanes(int band) {
        return Math.max(0, guardBits + exponent(band) - 1);
    }

    /**
     * The step of a sub-band (E-3).
     *
     * @param range Rb, the precision and the gain of the band
     */
    float step(int band, int range) {
        float mantissa = 1 + (step(band) & 0x7FF) / 2048f;
        return Math.scalb(mantissa, range - exponent(band));
    }

    /** The bands are counted from LL on: 1, 2, 3 are HL, LH and HH of the first resolution. */
    private int exponent(int band) {
        int exponent = step(band) >> 11;
        return style == DERIVED && band > 0 ? Math.max(0, exponent - (band - 1) / 3) : exponent;
    }

    private int step(int band) {
        if (style == DERIVED) {
            return steps[0];
        }
        if (band >= steps.length) {
            throw ImageException.malformed("JPEG 2000 quantization of too few sub-bands");
        }
        return steps[band];
    }
}
