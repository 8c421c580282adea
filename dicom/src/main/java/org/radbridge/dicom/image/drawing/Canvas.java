package org.radbridge.dicom.image.drawing;

import org.radbridge.dicom.image.RenderedFrame;

/**
 * A picture to be drawn on. Places are in pixels: (0, 0) is the outer corner of the top left pixel,
 * (0.5, 0.5) its middle; what falls beside the picture is not drawn. Not safe for threads.
 */
public final class Canvas {
    private final int width;
    private final int height;
    private final byte[] rgb;

    private Canvas(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** A copy of a frame, grey or in colour. */
    public static Canvas of(RenderedFrame frame) {
        byte[] rgb = frame.bytes().clone();
        if (frame.channels() == 1) {
            rgb = new byte[3 * frame.bytes().length];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = frame.bytes()[i / 3];
            }
        }
        return new Canvas(frame.width(), frame.height(), rgb);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** What has been drawn, in colour; the canvas is not to be used further. */
    public RenderedFrame picture() {
        return new RenderedFrame(width, height, 3, rgb);
    }

    /**
     * Lays a colour over one pixel.
     *
     * @param opacity 0 leaves the pixel, 1 covers it
     */
    public void blend(int column, int row, Colour colour, double opacity) {
        if (column < 0 || column >= width || row < 0 || row >= height) {
            return;
        }
        int at = 3 * (row * width + column);
        rgb[at] = mixed(rgb[at], colour.red(), opacity);
        rgb[at + 1] = mixed(rgb[at + 1], colour.green(), opacity);
        rgb[at + 2] = mixed(rgb[at + 2], colour.blue(), opacity);
    }

    private static byte mixed(byte below, int above, double opacity) {
        return (byte) Math.round((below & 0xFF) * (1 - opacity) + above * opacity);
    }

    /** Lays a colour over a rectangle. */
    public void fill(int left, int top, int right, int bottom, Colour colour, double opacity) {
        for (int row = Math.max(0, top); row < Math.min(height, bottom); row++) {
            for (int column = Math.max(0, left); column < Math.min(width, right); column++) {
                blend(column, row, colour, opacity);
            }
        }
    }

    /** A straight line with round ends. */
    public void line(
            double fromColumn,
            double fromRow,
            double toColumn,
            double toRow,
            double thickness,
            Colour colour) {
        double half = thickness / 2;
        int left = (int) Math.floor(Math.min(fromColumn, toColumn) - half);
        int right = (int) Math.ceil(Math.max(fromColumn, toColumn) + half);
        int top = (int) Math.floor(Math.min(fromRow, toRow) - half);
        int bottom = (int) Math.ceil(Math.max(fromRow, toRow) + half);
        double across = toColumn - fromColumn;
        double down = toRow - fromRow;
        double squared = across * across + down * down;
        for (int row = Math.max(0, top); row < Math.min(height, bottom); row++) {
            for (int column = Math.max(0, left); column < Math.min(width, right); column++) {
                double x = column + 0.5 - fromColumn;
                double y = row + 0.5 - fromRow;
                double along =
                        squared == 0 ? 0 : Math.clamp((x * across + y * down) / squared, 0, 1);
                if (Math.hypot(x - along * across, y - along * down) <= half) {
                    blend(column, row, colour, 1);
                }
            }
        }
    }

    /**
     * A line of text, its characters {@link BitmapFont#WIDTH} × {@link BitmapFont#HEIGHT} pixels
     * large times the scale.
     */
    public void text(int left, int top, int scale, String text, Colour colour) {
        int column = left;
        for (int codePoint : text.codePoints().toArray()) {
            for (int y = 0; y < BitmapFont.HEIGHT; y++) {
                for (int x = 0; x < BitmapFont.WIDTH; x++) {
                    if (BitmapFont.isSet(codePoint, x, y)) {
                        int at = column + x * scale;
                        int down = top + y * scale;
                        fill(at, down, at + scale, down + scale, colour, 1);
                    }
                }
            }
            column += scale * BitmapFont.WIDTH;
        }
    }
}
