package org.radbridge.dicom.parametricmap;

import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.iod.ObjectHeader;

/**
 * One quantity over one frame of an image, as a Parametric Map with one frame of floating point
 * values.
 *
 * @param header of SOP class Parametric Map Storage, and the image's modality
 * @param image the image's data set, for its geometry; its pixels are not read
 * @param source the image, with its frame when it has several
 * @param grid the values
 * @param quantity what the values are, CID 7180 or CID 217
 * @param unit UCUM
 * @param property what they were computed for: the finding
 * @param anatomy the region imaged
 * @param tracking the finding's identifiers, those of the structured report
 */
public record ParametricMap(
        ObjectHeader header,
        DataSet image,
        ImageReference source,
        ValueGrid grid,
        ConceptCode quantity,
        ConceptCode unit,
        ConceptCode property,
        ConceptCode anatomy,
        Optional<Tracking> tracking) {

    /** Tracking ID (0062,0020) and Tracking UID (0062,0021). */
    public record Tracking(String identifier, String uid) {}

    /** The object; pure, and the same for the same map. */
    public DataSet write() {
        return new ParametricMapWriter(this).write();
    }
}
