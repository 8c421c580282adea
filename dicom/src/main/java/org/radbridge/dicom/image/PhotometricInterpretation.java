package org.radbridge.dicom.image;

import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/** What the samples of a pixel say (PS3.3 C.7.6.3.1.2). */
public enum PhotometricInterpretation {
    /** The lowest value is white. */
    MONOCHROME1(1),
    /** The lowest value is black. */
    MONOCHROME2(1),
    /** A value is an index into three lookup tables. */
    PALETTE_COLOR(1),
    RGB(3),
    /** Full-range YCbCr. */
    YBR_FULL(3),
    /** Full-range YCbCr, chroma at half the width. */
    YBR_FULL_422(3),
    /** The irreversible transform of JPEG 2000. */
    YBR_ICT(3),
    /** The reversible transform of JPEG 2000. */
    YBR_RCT(3);

    private final int samplesPerPixel;

    PhotometricInterpretation(int samplesPerPixel) {
        this.samplesPerPixel = samplesPerPixel;
    }

    public int samplesPerPixel() {
        return samplesPerPixel;
    }

    public boolean isGrey() {
        return this == MONOCHROME1 || this == MONOCHROME2;
    }

    /** The value of (0028,0004). */
    public String term() {
        return name().replace("PALETTE_", "PALETTE ");
    }

    static PhotometricInterpretation of(String term) {
        for (PhotometricInterpretation value : values()) {
            if (value.term().equals(term)) {
                return value;
            }
        }
        throw new ImageException(Kind.UNSUPPORTED, "Photometric Interpretation");
    }
}
