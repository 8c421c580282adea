package org.radbridge.ingest.wado;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.web.MediaType;

/**
 * The transfer syntaxes that a client accepts (PS3.18 section 8.7.3.5.2).
 *
 * @param any whether it takes whatever is kept
 * @param named those that it names; Explicit VR Little Endian when it names none
 * @param unspecified whether some range names none: then what has no other form comes as it is kept
 */
record AcceptedSyntaxes(boolean any, Set<String> named, boolean unspecified) {
    AcceptedSyntaxes {
        named = Set.copyOf(named);
    }

    static AcceptedSyntaxes of(List<MediaType> ranges) {
        Set<String> named = new HashSet<>();
        boolean any = false;
        boolean unspecified = false;
        for (MediaType range : ranges) {
            String wish = range.parameter("transfer-syntax").orElse(Uid.ExplicitVRLittleEndian);
            any |= wish.equals("*");
            unspecified |= range.parameter("transfer-syntax").isEmpty();
            named.add(wish);
        }
        return new AcceptedSyntaxes(any, named, unspecified);
    }

    /** Whether an object may be answered as it is kept. */
    boolean takes(String kept) {
        return any || named.contains(kept);
    }

    /** Whether it may be answered in Explicit VR Little Endian, which all others can become. */
    boolean takesExplicitLittleEndian() {
        return any || named.contains(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
    }
}
