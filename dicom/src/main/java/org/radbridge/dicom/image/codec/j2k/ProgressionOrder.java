package org.radbridge.dicom.image.codec.j2k;

import java.util.Comparator;
import org.radbridge.dicom.image.codec.ImageException;

/**
 * The orders in which packets come (B.12.1). Each sorts precincts; {@link Packets} adds the layers,
 * which come outermost, inside each resolution, or inside each precinct.
 */
enum ProgressionOrder {
    LRCP(Precinct.BY_RESOLUTION.thenComparing(Precinct.BY_COMPONENT)),
    RLCP(Precinct.BY_RESOLUTION.thenComparing(Precinct.BY_COMPONENT)),
    RPCL(
            Precinct.BY_RESOLUTION
                    .thenComparing(Precinct.BY_POSITION)
                    .thenComparing(Precinct.BY_COMPONENT)),
    PCRL(
            Precinct.BY_POSITION
                    .thenComparing(Precinct.BY_COMPONENT)
                    .thenComparing(Precinct.BY_RESOLUTION)),
    CPRL(
            Precinct.BY_COMPONENT
                    .thenComparing(Precinct.BY_POSITION)
                    .thenComparing(Precinct.BY_RESOLUTION));

    final Comparator<Precinct> precincts;

    ProgressionOrder(Comparator<Precinct> precincts) {
        this.precincts = precincts.thenComparing(Precinct.BY_INDEX);
    }

    static ProgressionOrder of(int code) {
        if (code >= values().length) {
            throw ImageException.malformed("JPEG 2000 progression order");
        }
        return values()[code];
    }
}
