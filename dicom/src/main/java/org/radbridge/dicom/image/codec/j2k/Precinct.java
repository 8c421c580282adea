package org.radbridge.dicom.image.codec.j2k;

import java.util.Comparator;

/** A precinct: the code-blocks of one place of one resolution, a packet for each layer (B.6). */
final class Precinct {

    static final Comparator<Precinct> BY_RESOLUTION =
            Comparator.comparingInt(precinct -> precinct.resolution);
    static final Comparator<Precinct> BY_COMPONENT =
            Comparator.comparingInt(precinct -> precinct.component);
    static final Comparator<Precinct> BY_INDEX =
            Comparator.comparingInt(precinct -> precinct.index);
    static final Comparator<Precinct> BY_POSITION =
            Comparator.<Precinct>comparingLong(precinct -> precinct.y)
                    .thenComparingLong(precinct -> precinct.x);

    final int component;
    final int resolution;
    final int index;

    /** Where it begins on the reference grid. */
    final long x;

    final long y;
    final PrecinctBand[] bands;

    /** Packets read so far: they come layer by layer. */
    int layersRead;

    Precinct(int component, int resolution, int index, long x, long y, PrecinctBand[] bands) {
        this.component = component;
        this.resolution = resolution;
        this.index = index;
        this.x = x;
        this.y = y;
        this.bands = bands;
    }
}
