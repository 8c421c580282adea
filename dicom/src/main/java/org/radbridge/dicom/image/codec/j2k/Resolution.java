package org.radbridge.dicom.image.codec.j2k;

import java.util.ArrayList;
import java.util.List;

/**
 * A resolution of a tile-component (B.5): its sub-bands and the partition into precincts (B.6).
 *
 * @param index r, from the smallest
 * @param scale NL - r: its grid is 2^scale times as coarse as the reference grid
 */
record Resolution(int index, int scale, Area area, CodingStyle style, List<Subband> bands) {

    static Resolution of(
            int index,
            Area tile,
            CodingStyle style,
            Quantization steps,
            int regionShift,
            int bits) {
        int scale = style.levels - index;
        List<Subband> bands = new ArrayList<>();
        for (int i = index == 0 ? 0 : 1; i <= (index == 0 ? 0 : 3); i++) {
            int xHigh = i & 1;
            int yHigh = i >> 1;
            Area low = tile.reduced(index == 0 ? scale : scale + 1);
            int band = index == 0 ? 0 : 3 * (index - 1) + i;
            bands.add(
                    new Subband(
                            index == 0 ? low : tile.band(scale + 1, xHigh, yHigh),
                            xHigh * low.width(),
                            yHigh * low.height(),
                            xHigh,
                            yHigh,
                            steps.bitPlanes(band) + regionShift,
                            regionShift,
                            steps.step(band, bits + xHigh + yHigh)));
        }
        return new Resolution(index, scale, tile.reduced(scale), style, List.copyOf(bands));
    }

    private int firstPrecinctX() {
        return area.x0() >> style.precinctWidthExponent(index);
    }

    private int firstPrecinctY() {
        return area.y0() >> style.precinctHeightExponent(index);
    }

    int precinctsAcross() {
        return area.isEmpty()
                ? 0
                : (area.x1() - 1 >> style.precinctWidthExponent(index)) - firstPrecinctX() + 1;
    }

    int precinctsDown() {
        return area.isEmpty()
                ? 0
                : (area.y1() - 1 >> style.precinctHeightExponent(index)) - firstPrecinctY() + 1;
    }

    /** A precinct by its number in raster order; where packets meet it is told by B.12.1.3. */
    Precinct precinct(int component, Area tile, int number) {
        int widthExponent = style.precinctWidthExponent(index);
        int heightExponent = style.precinctHeightExponent(index);
        long left = (long) firstPrecinctX() + number % precinctsAcross() << widthExponent;
        long top = (long) firstPrecinctY() + number / precinctsAcross() << heightExponent;
        int halved = index == 0 ? 0 : 1;
        int blockWidth = Math.min(style.blockWidthExponent, widthExponent - halved);
        int blockHeight = Math.min(style.blockHeightExponent, heightExponent - halved);
        long right = left + (1L << widthExponent);
        long bottom = top + (1L << heightExponent);
        PrecinctBand[] parts = new PrecinctBand[bands.size()];
        for (int i = 0; i < parts.length; i++) {
            Subband band = bands.get(i);
            Area part =
                    band.area()
                            .within(
                                    left >> halved,
                                    top >> halved,
                                    right >> halved,
                                    bottom >> halved);
            parts[i] = new PrecinctBand(band, part, blockWidth, blockHeight, style.blockStyle);
        }
        return new Precinct(
                component,
                index,
                number,
                Math.max(tile.x0(), left << scale),
                Math.max(tile.y0(), top << scale),
                parts);
    }
}
