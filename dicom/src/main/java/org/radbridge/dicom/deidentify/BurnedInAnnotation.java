package org.radbridge.dicom.deidentify;

import java.util.Set;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.deidentify.DeidentificationException.Kind;

/**
 * Whether pixels may name somebody (PS3.15 section E.3.1). Nothing here reads pixels: an image that
 * says YES, or that says nothing though its kind is often annotated, is not let through.
 */
final class BurnedInAnnotation {
    private static final Set<String> OFTEN =
            Set.of(
                    Uid.UltrasoundImageStorage,
                    Uid.UltrasoundMultiFrameImageStorage,
                    Uid.SecondaryCaptureImageStorage,
                    Uid.MultiFrameSingleBitSecondaryCaptureImageStorage,
                    Uid.MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
                    Uid.MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
                    Uid.MultiFrameTrueColorSecondaryCaptureImageStorage,
                    Uid.VLEndoscopicImageStorage,
                    Uid.VLPhotographicImageStorage,
                    Uid.VideoEndoscopicImageStorage,
                    Uid.VideoPhotographicImageStorage);

    private BurnedInAnnotation() {}

    static void requireNone(DataSet dataSet) {
        if (!dataSet.contains(Tag.PixelData)) {
            return;
        }
        String said = dataSet.string(Tag.BurnedInAnnotation).orElse("");
        boolean suspect =
                said.equals("YES")
                        || !said.equals("NO")
                                && dataSet.string(Tag.SOPClassUID)
                                        .filter(OFTEN::contains)
                                        .isPresent();
        if (suspect) {
            throw new DeidentificationException(
                    Kind.BURNED_IN_ANNOTATION,
                    said.equals("YES")
                            ? "(0028,0301) says that an annotation is burned in"
                            : "images of this SOP class are often annotated and (0028,0301) does"
                                    + " not deny it");
        }
    }
}
