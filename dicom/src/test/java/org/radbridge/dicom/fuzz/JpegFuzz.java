package org.radbridge.dicom.fuzz;

import org.radbridge.dicom.image.codec.Codec;

/** The decoder of JPEG, sequential DCT and lossless. */
public final class JpegFuzz {

    private JpegFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        EncodedFrame.decode(Codec.JPEG, input);
    }
}
