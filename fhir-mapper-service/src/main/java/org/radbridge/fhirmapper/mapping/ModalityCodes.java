package org.radbridge.fhirmapper.mapping;

import java.util.Set;
import org.hl7.fhir.r4.model.Coding;

/** Modality (0008,0060) as a code of PS3.16 CID 29 and CID 32. */
final class ModalityCodes {
    private static final Set<String> KNOWN =
            Set.of(
                    "AR",
                    "BDUS",
                    "BI",
                    "BMD",
                    "CR",
                    "CT",
                    "DG",
                    "DX",
                    "ECG",
                    "EPS",
                    "ES",
                    "GM",
                    "HD",
                    "IO",
                    "IVOCT",
                    "IVUS",
                    "KER",
                    "KO",
                    "LEN",
                    "LS",
                    "MG",
                    "MR",
                    "NM",
                    "OAM",
                    "OCT",
                    "OP",
                    "OPM",
                    "OPT",
                    "OPV",
                    "OT",
                    "PR",
                    "PT",
                    "PX",
                    "REG",
                    "RF",
                    "RG",
                    "RTDOSE",
                    "RTIMAGE",
                    "RTPLAN",
                    "RTRECORD",
                    "RTSTRUCT",
                    "SEG",
                    "SM",
                    "SR",
                    "SRF",
                    "TG",
                    "US",
                    "VA",
                    "XA",
                    "XC");

    private ModalityCodes() {}

    /** The code of a defined term; what a vendor made up stands as text. */
    static Coding coding(String modality) {
        return KNOWN.contains(modality)
                ? new Coding().setSystem(CodeSystems.DICOM).setCode(modality)
                : new Coding().setDisplay(modality);
    }

    static Set<String> known() {
        return KNOWN;
    }
}
