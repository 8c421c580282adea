package org.radbridge.dicom.image.codec;

/**
 * RLE Lossless (PS3.5 annex G): up to fifteen segments, one per byte of a pixel's cells, the most
 * significant byte of each sample first, every one packed by itself.
 */
final class RleDecoder implements FrameDecoder {

    private static final int HEADER = 64;

    @Override
    public int[] decode(byte[] frame, FrameShape shape) {
        if (frame.length < HEADER) {
            throw ImageException.truncated("RLE header");
        }
        int bytesPerSample = shape.bitsAllocated() / 8;
        int segments = word(frame, 0);
        if (bytesPerSample == 0) {
            throw ImageException.unsupported("RLE of one bit per sample");
        }
        if (segments != bytesPerSample * shape.samplesPerPixel()) {
            throw ImageException.mismatch("number of RLE segments");
        }
        int[] samples = new int[shape.samples()];
        for (int segment = 0; segment < segments; segment++) {
            int start = word(frame, 4 + 4 * segment);
            int end = segment + 1 < segments ? word(frame, 8 + 4 * segment) : frame.length;
            if (start < HEADER || end < start || end > frame.length) {
                throw ImageException.malformed("RLE segment offsets");
            }
            int shift = 8 * (bytesPerSample - 1 - segment % bytesPerSample);
            unpack(frame, start, end, samples, segment / bytesPerSample, shape, shift);
        }
        return samples;
    }

    /** Adds one segment's bytes, moved left by {@code shift}, to every sample of its plane. */
    private static void unpack(
            byte[] frame,
            int start,
            int end,
            int[] samples,
            int plane,
            FrameShape shape,
            int shift) {
        int step = shape.samplesPerPixel();
        int to = plane;
        int limit = samples.length;
        int from = start;
        while (to < limit) {
            if (from >= end) {
                throw ImageException.truncated("RLE segment");
            }
            int control = frame[from++];
            if (control >= 0) {
                int count = control + 1;
                if (from + count > end) {
                    throw ImageException.truncated("RLE literal run");
                }
                for (int i = 0; i < count && to < limit; i++, to += step) {
                    samples[to] |= (frame[from + i] & 0xFF) << shift;
                }
                from += count;
            } else if (control != Byte.MIN_VALUE) {
                if (from >= end) {
                    throw ImageException.truncated("RLE replicate run");
                }
                int value = (frame[from++] & 0xFF) << shift;
                for (int i = control; i <= 0 && to < limit; i++, to += step) {
                    samples[to] |= value;
                }
            }
        }
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xFF
                | (bytes[at + 1] & 0xFF) << 8
                | (bytes[at + 2] & 0xFF) << 16
                | (bytes[at + 3] & 0xFF) << 24;
    }
}
