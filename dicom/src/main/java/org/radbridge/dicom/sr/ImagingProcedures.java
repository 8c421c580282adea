package org.radbridge.dicom.sr;

import org.radbridge.dicom.iod.ConceptCode;

/**
 * Procedures reported, as coded entries of CID 100 (PS3.16), the set that TID 1500 row 4 demands:
 * the whole-body-region code of a modality where it has one, else the general one.
 */
public final class ImagingProcedures {

    private static final ConceptCode ANY = ConceptCode.sct("363679005", "Imaging procedure");

    private ImagingProcedures() {}

    /** The procedure that images of this modality (0008,0060) come from. */
    public static ConceptCode of(String modality) {
        return switch (modality) {
            case "CT" -> new ConceptCode("25045-6", "LN", "CT unspecified body region");
            case "MR" -> new ConceptCode("25056-3", "LN", "MRI unspecified body region");
            case "NM" -> new ConceptCode("49118-3", "LN", "NM unspecified body region");
            case "PT" -> new ConceptCode("44136-0", "LN", "PET unspecified body region");
            default -> ANY;
        };
    }
}
