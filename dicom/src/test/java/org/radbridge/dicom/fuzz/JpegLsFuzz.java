package org.radbridge.dicom.fuzz;

import org.radbridge.dicom.image.codec.Codec;

/** The decoder of JPEG-LS. */
public final class JpegLsFuzz {

    private JpegLsFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        EncodedFrame.decode(Codec.JPEG_LS, input);
    }
}
