package org.radbridge.dicom.image.codec.j2k;

import org.radbridge.dicom.image.codec.ImageException;

/**
 * The COD marker segment (A.6.1).
 *
 * @param componentTransform RCT or ICT over the first three components (annex G)
 * @param sop packets may begin with SOP
 * @param eph packet headers may end with EPH
 */
record CodingDefaults(
        ProgressionOrder order,
        int layers,
        boolean componentTransform,
        boolean sop,
        boolean eph,
        CodingStyle style) {

    static CodingDefaults read(SegmentBytes bytes) {
        int flags = bytes.u8();
        ProgressionOrder order = ProgressionOrder.of(bytes.u8());
        int layers = bytes.u16();
        int transform = bytes.u8();
        if (layers == 0 || transform > 1) {
            throw ImageException.malformed("JPEG 2000 coding style");
        }
        CodingStyle style = CodingStyle.read(bytes, (flags & 1) != 0);
        return new CodingDefaults(
                order, layers, transform == 1, (flags & 2) != 0, (flags & 4) != 0, style);
    }
}
