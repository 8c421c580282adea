package org.radbridge.ingest.process;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.Part10Writer;

/** CT instances of some kilobytes, whose content tells which instance it is. */
final class SmallInstances {
    private static final int LARGEST = 12_000;

    private SmallInstances() {}

    /** A whole file. */
    static byte[] file(String study, String series, String instance) {
        DataSet dataSet =
                new DataSet()
                        .put(Tag.SOPClassUID, Uid.CTImageStorage)
                        .put(Tag.SOPInstanceUID, instance)
                        .put(Tag.Modality, "CT")
                        .put(Tag.PatientName, "PHANTOM^SMALL")
                        .put(Tag.PatientID, "SMALL")
                        .put(Tag.StudyInstanceUID, study)
                        .put(Tag.SeriesInstanceUID, series);
        dataSet.putBytes(Tag.PixelData, Vr.OW, pixels(instance));
        return Part10Writer.write(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    /** The pixels that this instance must have. */
    static byte[] pixels(String instance) {
        Random random = new Random(seed(instance));
        byte[] pixels = new byte[2 * (1 + random.nextInt(LARGEST / 2))];
        random.nextBytes(pixels);
        return pixels;
    }

    private static long seed(String instance) {
        long seed = 0;
        for (byte b : instance.getBytes(StandardCharsets.US_ASCII)) {
            seed = 31 * seed + b;
        }
        return seed;
    }
}
