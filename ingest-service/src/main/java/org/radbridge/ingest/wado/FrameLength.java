package org.radbridge.ingest.wado;

import java.util.OptionalInt;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/** How many bytes an uncompressed frame has. */
final class FrameLength {
    private static final String HALF_THE_CHROMA = "YBR_FULL_422";

    /** The longest array that every virtual machine makes. */
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private FrameLength() {}

    /** Bytes of a frame; empty where frames do not begin at bytes, or none is described. */
    static OptionalInt of(DataSet image) {
        int samples =
                image.string(Tag.PhotometricInterpretation)
                                .filter(HALF_THE_CHROMA::equals)
                                .isPresent()
                        ? 2
                        : image.integer(Tag.SamplesPerPixel).orElse(1);
        long bits =
                (long) image.integer(Tag.Rows).orElse(0)
                        * image.integer(Tag.Columns).orElse(0)
                        * samples
                        * image.integer(Tag.BitsAllocated).orElse(0);
        return bits == 0 || bits % Byte.SIZE != 0 || bits / Byte.SIZE > LONGEST
                ? OptionalInt.empty()
                : OptionalInt.of((int) (bits / Byte.SIZE));
    }
}
