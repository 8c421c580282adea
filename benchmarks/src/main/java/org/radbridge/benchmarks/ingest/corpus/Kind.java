package org.radbridge.benchmarks.ingest.corpus;

import org.radbridge.dicom.data.Uid;

/** The two ends of what modalities send: many small objects, and few large ones. */
public enum Kind {
    /** 512 × 512 pixels, 512 KiB; series of 100. */
    CT("ct", "CT", Uid.CTImageStorage, 100),
    /** 2000 to 2236 pixels a side, 8 to 10 MB; one a study. */
    RADIOGRAPH("radiographs", "DX", Uid.DigitalXRayImageStorageForPresentation, 1);

    private final String folder;
    private final String modality;
    private final String sopClassUid;
    private final int perSeries;

    Kind(String folder, String modality, String sopClassUid, int perSeries) {
        this.folder = folder;
        this.modality = modality;
        this.sopClassUid = sopClassUid;
        this.perSeries = perSeries;
    }

    String folder() {
        return folder;
    }

    /** Modality (0008,0060). */
    public String modality() {
        return modality;
    }

    public String sopClassUid() {
        return sopClassUid;
    }

    /** Instances of a series; a study has one series. */
    public int perSeries() {
        return perSeries;
    }
}
