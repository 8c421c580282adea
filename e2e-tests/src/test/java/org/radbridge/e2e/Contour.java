package org.radbridge.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.radbridge.phantoms.plane.Mask;

/**
 * What a yellow contour encloses in a picture: the largest area that cannot be reached from the
 * picture's edge without crossing it. The letters of the label, of the same colour, enclose less.
 *
 * @param inside the enclosed pixels, row by row
 */
record Contour(int width, int height, BitSet inside) {

    /** Reads a picture in binary PPM (P6), 8 bits a sample. */
    static Contour of(byte[] ppm) {
        String[] header =
                new String(ppm, 0, Math.min(100, ppm.length), StandardCharsets.US_ASCII)
                        .split("\\s+", 5);
        if (!header[0].equals("P6") || !header[3].equals("255")) {
            throw new AssertionError("no binary PPM of 8 bits: " + header[0] + " " + header[3]);
        }
        int width = Integer.parseInt(header[1]);
        int height = Integer.parseInt(header[2]);
        int at = ppm.length - 3 * width * height;
        BitSet line = new BitSet(width * height);
        for (int pixel = 0; pixel < width * height; pixel++) {
            line.set(pixel, isYellow(ppm, at + 3 * pixel));
        }
        Deque<Integer> edge = new ArrayDeque<>();
        for (int pixel = 0; pixel < width * height; pixel++) {
            int column = pixel % width;
            int row = pixel / width;
            if (column == 0 || row == 0 || column == width - 1 || row == height - 1) {
                edge.add(pixel);
            }
        }
        BitSet seen = (BitSet) line.clone();
        seen.or(reached(edge, line, width, height));
        BitSet largest = new BitSet();
        for (int from = seen.nextClearBit(0);
                from < width * height;
                from = seen.nextClearBit(from)) {
            BitSet area = reached(new ArrayDeque<>(List.of(from)), line, width, height);
            seen.or(area);
            largest = area.cardinality() > largest.cardinality() ? area : largest;
        }
        if (largest.isEmpty()) {
            throw new AssertionError("nothing is enclosed");
        }
        return new Contour(width, height, largest);
    }

    /** The colour that overlays are drawn in (255, 220, 0), with what smooth edges leave of it. */
    private static boolean isYellow(byte[] ppm, int at) {
        int red = ppm[at] & 0xFF;
        int green = ppm[at + 1] & 0xFF;
        int blue = ppm[at + 2] & 0xFF;
        return red > 240 && Math.abs(green - 220) < 12 && blue < 40;
    }

    /** What can be reached from some pixels without crossing the line. */
    private static BitSet reached(Deque<Integer> open, BitSet line, int width, int height) {
        BitSet reached = new BitSet(width * height);
        while (!open.isEmpty()) {
            int pixel = open.remove();
            if (line.get(pixel) || reached.get(pixel)) {
                continue;
            }
            reached.set(pixel);
            int column = pixel % width;
            if (column > 0) {
                open.add(pixel - 1);
            }
            if (column < width - 1) {
                open.add(pixel + 1);
            }
            if (pixel >= width) {
                open.add(pixel - width);
            }
            if (pixel < width * (height - 1)) {
                open.add(pixel + width);
            }
        }
        return reached;
    }

    /**
     * Of the enclosed pixels, the share that has lesion within a cell of a heat map.
     *
     * @param cells how many cells the image is wide
     */
    double shareOn(Mask lesions, int cells) {
        double across = (double) lesions.columns() / width;
        double down = (double) lesions.rows() / height;
        double cell = (double) Math.max(lesions.rows(), lesions.columns()) / cells;
        long on =
                inside.stream()
                        .filter(pixel -> {
                            double row = (pixel / width + 0.5) * down;
                            double column = (pixel % width + 0.5) * across;
                            return lesions.touches(
                                    row - cell, column - cell, row + cell, column + cell);
                        })
                        .count();
        return (double) on / inside.cardinality();
    }
}
