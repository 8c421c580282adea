package org.radbridge.ingest.repair;

import java.util.Map;
import java.util.Optional;
import org.radbridge.dicom.data.Uid;

/** SOP classes whose IOD leaves one modality only (PS3.3 annex A, C.7.3.1.1.1). */
final class Modalities {
    private static final Map<String, String> BY_SOP_CLASS =
            Map.ofEntries(
                    Map.entry(Uid.ComputedRadiographyImageStorage, "CR"),
                    Map.entry(Uid.DigitalXRayImageStorageForPresentation, "DX"),
                    Map.entry(Uid.DigitalXRayImageStorageForProcessing, "DX"),
                    Map.entry(Uid.DigitalMammographyXRayImageStorageForPresentation, "MG"),
                    Map.entry(Uid.DigitalMammographyXRayImageStorageForProcessing, "MG"),
                    Map.entry(Uid.DigitalIntraOralXRayImageStorageForPresentation, "IO"),
                    Map.entry(Uid.CTImageStorage, "CT"),
                    Map.entry(Uid.EnhancedCTImageStorage, "CT"),
                    Map.entry(Uid.MRImageStorage, "MR"),
                    Map.entry(Uid.EnhancedMRImageStorage, "MR"),
                    Map.entry(Uid.UltrasoundImageStorage, "US"),
                    Map.entry(Uid.UltrasoundMultiFrameImageStorage, "US"),
                    Map.entry(Uid.NuclearMedicineImageStorage, "NM"),
                    Map.entry(Uid.PositronEmissionTomographyImageStorage, "PT"),
                    Map.entry(Uid.EnhancedPETImageStorage, "PT"),
                    Map.entry(Uid.XRayAngiographicImageStorage, "XA"),
                    Map.entry(Uid.XRayRadiofluoroscopicImageStorage, "RF"),
                    Map.entry(Uid.RTImageStorage, "RTIMAGE"),
                    Map.entry(Uid.RTDoseStorage, "RTDOSE"),
                    Map.entry(Uid.RTStructureSetStorage, "RTSTRUCT"),
                    Map.entry(Uid.RTPlanStorage, "RTPLAN"),
                    Map.entry(Uid.SegmentationStorage, "SEG"),
                    Map.entry(Uid.KeyObjectSelectionDocumentStorage, "KO"),
                    Map.entry(Uid.GrayscaleSoftcopyPresentationStateStorage, "PR"),
                    Map.entry(Uid.VLEndoscopicImageStorage, "ES"),
                    Map.entry(Uid.VLMicroscopicImageStorage, "GM"),
                    Map.entry(Uid.VLWholeSlideMicroscopyImageStorage, "SM"),
                    Map.entry(Uid.VLPhotographicImageStorage, "XC"),
                    Map.entry(Uid.TwelveLeadECGWaveformStorage, "ECG"));

    private Modalities() {}

    static Optional<String> ofSopClass(String uid) {
        return Optional.ofNullable(BY_SOP_CLASS.get(uid));
    }
}
