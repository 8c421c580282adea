package org.radbridge.dicom.image;

import java.util.Optional;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/**
 * Where a rendered picture is shown (PS3.18 section 8.3.5.1.3): a region of it is scaled, its
 * proportions kept, to the largest size that fits.
 *
 * @param width pixels
 * @param height pixels
 * @param region what is shown; all of the picture when empty
 */
public record Viewport(int width, int height, Optional<Region> region) {

    /** The most pixels that a picture is enlarged to. */
    public static final int MAX_PIXELS = 1 << 24;

    /**
     * A part of the picture, in its pixels.
     *
     * @param width negative to mirror left and right
     * @param height negative to mirror top and bottom
     */
    public record Region(double left, double top, double width, double height) {}

    public Viewport {
        if (width < 1 || height < 1) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "viewport without extent");
        }
    }

    /** All of the picture in this size. */
    public static Viewport of(int width, int height) {
        return new Viewport(width, height, Optional.empty());
    }

    /**
     * The frame as this viewport shows it.
     *
     * @throws ImageException when the region lies beside the picture, or the result is too large
     */
    public RenderedFrame show(RenderedFrame frame) {
        RenderedFrame part = region.map(wanted -> cut(frame, wanted)).orElse(frame);
        double scale = Math.min((double) width / part.width(), (double) height / part.height());
        return scale < 1 ? part.fitted(width, height) : enlarged(part, scale);
    }

    private static RenderedFrame cut(RenderedFrame frame, Region region) {
        int left = (int) Math.clamp(Math.floor(region.left()), 0, frame.width());
        int top = (int) Math.clamp(Math.floor(region.top()), 0, frame.height());
        int right = end(region.left(), region.width(), frame.width());
        int bottom = end(region.top(), region.height(), frame.height());
        if (right <= left || bottom <= top) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "region beside the picture");
        }
        boolean mirrored = region.width() < 0;
        boolean upended = region.height() < 0;
        int channels = frame.channels();
        byte[] part = new byte[(right - left) * (bottom - top) * channels];
        int to = 0;
        for (int y = top; y < bottom; y++) {
            int row = (upended ? bottom - 1 - (y - top) : y) * frame.width();
            for (int x = left; x < right; x++) {
                int from = (row + (mirrored ? right - 1 - (x - left) : x)) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    part[to++] = frame.bytes()[from + channel];
                }
            }
        }
        return new RenderedFrame(right - left, bottom - top, channels, part);
    }

    private static int end(double start, double extent, int limit) {
        return (int) Math.clamp(Math.ceil(start + Math.abs(extent)), 0, limit);
    }

    /** Between pixel centres values go over in straight lines. */
    private static RenderedFrame enlarged(RenderedFrame frame, double scale) {
        long toWidth = Math.round(frame.width() * scale);
        long toHeight = Math.round(frame.height() * scale);
        if (toWidth * toHeight > MAX_PIXELS) {
            throw new ImageException(Kind.TOO_LARGE, "viewport");
        }
        if (toWidth == frame.width() && toHeight == frame.height()) {
            return frame;
        }
        int channels = frame.channels();
        byte[] pixels = frame.bytes();
        byte[] enlarged = new byte[(int) (toWidth * toHeight) * channels];
        int to = 0;
        for (int y = 0; y < toHeight; y++) {
            double fromY = Math.clamp((y + 0.5) / scale - 0.5, 0, frame.height() - 1);
            int above = (int) fromY * frame.width();
            int below = Math.min((int) fromY + 1, frame.height() - 1) * frame.width();
            double down = fromY - (int) fromY;
            for (int x = 0; x < toWidth; x++) {
                double fromX = Math.clamp((x + 0.5) / scale - 0.5, 0, frame.width() - 1);
                int left = (int) fromX;
                int right = Math.min(left + 1, frame.width() - 1);
                double across = fromX - left;
                for (int channel = 0; channel < channels; channel++) {
                    double upper =
                            between(pixels, above + left, above + right, channels, channel, across);
                    double lower =
                            between(pixels, below + left, below + right, channels, channel, across);
                    enlarged[to++] = (byte) Math.round(upper + (lower - upper) * down);
                }
            }
        }
        return new RenderedFrame((int) toWidth, (int) toHeight, channels, enlarged);
    }

    private static double between(
            byte[] pixels, int left, int right, int channels, int channel, double across) {
        int from = pixels[left * channels + channel] & 0xFF;
        int to = pixels[right * channels + channel] & 0xFF;
        return from + (to - from) * across;
    }
}
