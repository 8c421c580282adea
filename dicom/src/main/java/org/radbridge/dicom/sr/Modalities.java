package org.radbridge.dicom.sr;

import java.util.Map;
import java.util.Optional;
import org.radbridge.dicom.iod.ConceptCode;

/** Acquisition modalities as coded entries (PS3.16 CID 29), by the value of (0008,0060). */
public final class Modalities {

    private static final Map<String, String> MEANINGS =
            Map.ofEntries(
                    Map.entry("CR", "Computed Radiography"),
                    Map.entry("CT", "Computed Tomography"),
                    Map.entry("DX", "Digital Radiography"),
                    Map.entry("IO", "Intra-oral Radiography"),
                    Map.entry("MG", "Mammography"),
                    Map.entry("MR", "Magnetic Resonance"),
                    Map.entry("NM", "Nuclear Medicine"),
                    Map.entry("PT", "Positron emission tomography"),
                    Map.entry("PX", "Panoramic X-Ray"),
                    Map.entry("RF", "Radiofluoroscopy"),
                    Map.entry("RG", "Radiographic imaging"),
                    Map.entry("US", "Ultrasound"),
                    Map.entry("XA", "X-Ray Angiography"));

    private Modalities() {}

    /** Empty for a modality that is not listed. */
    public static Optional<ConceptCode> of(String modality) {
        return Optional.ofNullable(MEANINGS.get(modality))
                .map(meaning -> ConceptCode.dcm(modality, meaning));
    }
}
