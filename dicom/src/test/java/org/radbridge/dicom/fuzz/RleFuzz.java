package org.radbridge.dicom.fuzz;

import org.radbridge.dicom.image.codec.Codec;

/** The decoder of RLE. */
public final class RleFuzz {

    private RleFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        EncodedFrame.decode(Codec.RLE, input);
    }
}
