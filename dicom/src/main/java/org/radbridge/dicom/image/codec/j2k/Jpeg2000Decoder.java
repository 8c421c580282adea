package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.FrameDecoder;
import org.radbridge.dicom.image.codec.FrameShape;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * JPEG 2000 (ITU-T T.800) and HTJ2K (ITU-T T.814, code-blocks with one HT set): every progression,
 * code-block style and number of tiles, both transformations. Components have to be sampled alike.
 * A JP2 file (annex I) in the place of a codestream is opened, because there are vendors who write
 * one; its colour boxes are not looked at: the data set says what the samples mean.
 */
public final class Jpeg2000Decoder implements FrameDecoder {

    private static final int SIGNATURE = 0x6A502020;
    private static final int CODESTREAM = 0x6A703263;

    @Override
    public int[] decode(byte[] frame, FrameShape shape) {
        SegmentBytes start = new SegmentBytes(frame, 0, frame.length);
        if (frame.length < 12 || start.u32() != 12 || start.u32() != SIGNATURE) {
            return new Codestream(frame, 0, frame.length, shape).decode();
        }
        int from = 0;
        while (frame.length - from >= 8) {
            SegmentBytes box = new SegmentBytes(frame, from, frame.length);
            long length = box.u32();
            long type = box.u32();
            int header = 8;
            if (length == 1 && box.remaining() >= 8) {
                length = box.u32() << 32 | box.u32();
                header = 16;
            }
            if (length == 0) {
                length = frame.length - from; // the last box
            }
            if (length < header) {
                throw ImageException.malformed("JP2 box");
            }
            if (length > frame.length - from) {
                throw ImageException.truncated("JP2 box");
            }
            int next = from + (int) length;
            if (type == CODESTREAM) {
                return new Codestream(frame, from + header, next, shape).decode();
            }
            from = next;
        }
        throw ImageException.truncated("JP2 without codestream");
    }
}
