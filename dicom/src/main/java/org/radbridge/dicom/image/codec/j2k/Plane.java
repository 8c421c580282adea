package org.radbridge.dicom.image.codec.j2k;

import java.util.List;

/** The coefficients of a tile-component, then its samples, in place. */
sealed interface Plane permits ReversiblePlane, IrreversiblePlane {

    /**
     * Takes dequantized coefficients of a sub-band (annex E).
     *
     * @param values with one bit below the point, {@code count} of them from {@code from} on
     */
    void put(int x, int y, int[] values, int from, int count, Subband band);

    /** The inverse wavelet transformation (annex F), resolution by resolution. */
    void synthesise(List<Resolution> resolutions);

    /** A row of samples, after the component transformation, without level shift or limits. */
    int sample(int at);
}
