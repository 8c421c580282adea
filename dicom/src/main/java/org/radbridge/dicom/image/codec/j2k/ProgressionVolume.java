package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/** One progression of a POC marker segment (A.6.6): which packets come next; ends exclusive. */
record ProgressionVolume(
        int resolutionStart,
        int resolutionEnd,
        int componentStart,
        int componentEnd,
        int layerEnd,
        ProgressionOrder order) {

    static ProgressionVolume read(SegmentBytes bytes, int components) {
        int resolutionStart = bytes.u8();
        int componentStart = bytes.component(components);
        int layerEnd = bytes.u16();
        int resolutionEnd = bytes.u8();
        int componentEnd = bytes.component(components);
        if (componentEnd == 0) {
            componentEnd = 256;
        }
        if (resolutionEnd <= resolutionStart || componentEnd <= componentStart) {
            throw ImageException.malformed("JPEG 2000 progression order change");
        }
        return new ProgressionVolume(
                resolutionStart,
                resolutionEnd,
                componentStart,
                componentEnd,
                layerEnd,
                ProgressionOrder.of(bytes.u8()));
    }

    static ProgressionVolume everything(CodingDefaults defaults) {
        return new ProgressionVolume(
                0, Integer.MAX_VALUE, 0, Integer.MAX_VALUE, defaults.layers(), defaults.order());
    }

    boolean contains(Precinct precinct) {
        return precinct.resolution >= resolutionStart
                && precinct.resolution < resolutionEnd
                && precinct.component >= componentStart
                && precinct.component < componentEnd;
    }
}
