package org.radbridge.dicom.image.codec;

import java.util.Optional;
import java.util.Set;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.image.codec.j2k.Jpeg2000Decoder;

/**
 * The compressions that are decoded, and the transfer syntaxes that name them (PS3.5 annex A.4).
 */
public enum Codec {
    RLE(new RleDecoder(), Set.of(Uid.RLELossless)),
    JPEG(
            new JpegDecoder(),
            Set.of(
                    Uid.JPEGBaseline8Bit,
                    Uid.JPEGExtended12Bit,
                    Uid.JPEGLossless,
                    Uid.JPEGLosslessSV1)),
    JPEG_LS(new JpegLsDecoder(), Set.of(Uid.JPEGLSLossless, Uid.JPEGLSNearLossless)),
    JPEG_2000(new Jpeg2000Decoder(), Set.of(Uid.JPEG2000Lossless, Uid.JPEG2000)),
    HTJ2K(new Jpeg2000Decoder(), Set.of(Uid.HTJ2KLossless, Uid.HTJ2KLosslessRPCL, Uid.HTJ2K));

    private final FrameDecoder decoder;
    private final Set<String> transferSyntaxes;

    Codec(FrameDecoder decoder, Set<String> transferSyntaxes) {
        this.decoder = decoder;
        this.transferSyntaxes = transferSyntaxes;
    }

    /** The codec of a transfer syntax UID. */
    public static Optional<Codec> of(String transferSyntaxUid) {
        for (Codec codec : values()) {
            if (codec.transferSyntaxes.contains(transferSyntaxUid)) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    /** UIDs of the transfer syntaxes. */
    public Set<String> transferSyntaxes() {
        return transferSyntaxes;
    }

    /** Decodes one frame; see {@link FrameDecoder#decode}. */
    public int[] decode(byte[] frame, FrameShape shape) {
        return decoder.decode(frame, shape);
    }
}
