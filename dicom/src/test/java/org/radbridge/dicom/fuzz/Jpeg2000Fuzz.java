package org.radbridge.dicom.fuzz;

import org.radbridge.dicom.image.codec.Codec;

/** The decoder of JPEG 2000 and HTJ2K. */
public final class Jpeg2000Fuzz {

    private Jpeg2000Fuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        EncodedFrame.decode(Codec.JPEG_2000, input);
    }
}
