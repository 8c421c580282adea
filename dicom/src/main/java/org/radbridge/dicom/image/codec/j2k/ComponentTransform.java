package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/** The multiple component transformations (annex G) undone: red, green and blue come out. */
final class ComponentTransform {

    private ComponentTransform() {}

    /** Acts on the first three components of a tile. */
    static void undo(Plane[] planes) {
        if (planes.length < 3) {
            throw ImageException.malformed("JPEG 2000 component transformation");
        }
        if (planes[0] instanceof ReversiblePlane y
                && planes[1] instanceof ReversiblePlane u
                && planes[2] instanceof ReversiblePlane v) {
            reversible(y.samples, u.samples, v.samples);
        } else if (planes[0] instanceof IrreversiblePlane y
                && planes[1] instanceof IrreversiblePlane cb
                && planes[2] instanceof IrreversiblePlane cr) {
            irreversible(y.samples, cb.samples, cr.samples);
        } else {
            throw ImageException.malformed("JPEG 2000 component transformation");
        }
    }

    /** G.2.2. */
    private static void reversible(int[] y, int[] u, int[] v) {
        for (int i = 0; i < y.length; i++) {
            int green = y[i] - (u[i] + v[i] >> 2);
            int red = v[i] + green;
            int blue = u[i] + green;
            y[i] = red;
            u[i] = green;
            v[i] = blue;
        }
    }

    /** G.3.2. */
    private static void irreversible(float[] y, float[] cb, float[] cr) {
        for (int i = 0; i < y.length; i++) {
            float red = y[i] + 1.402f * cr[i];
            float green = y[i] - 0.344136f * cb[i] - 0.714136f * cr[i];
            float blue = y[i] + 1.772f * cb[i];
            y[i] = red;
            cb[i] = green;
            cr[i] = blue;
        }
    }
}
