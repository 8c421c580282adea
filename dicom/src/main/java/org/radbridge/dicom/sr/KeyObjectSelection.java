package org.radbridge.dicom.sr;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.iod.ObjectHeader;
import org.radbridge.dicom.sr.ContentItem.Child;

/**
 * The Key Object Selection IOD (PS3.3 section A.35.4, PS3.16 TID 2010): objects that a title says
 * something about. The title tells a selection of key images from a rejection note, by which IHE
 * Imaging Object Change Management has an archive no longer show objects.
 */
public final class KeyObjectSelection {

    private KeyObjectSelection() {}

    /**
     * A selection.
     *
     * @param header of SOP class {@link Uid#KeyObjectSelectionDocumentStorage} and modality KO
     * @param title CID 7010
     * @param description for a person to read
     * @param images selected images; composites alone make a selection too
     * @param composites selected objects that are no images
     */
    public static DataSet write(
            ObjectHeader header,
            ConceptCode title,
            String description,
            List<ImageReference> images,
            List<ImageReference> composites) {
        if (images.isEmpty() && composites.isEmpty()) {
            throw new IllegalArgumentException("a selection names an object");
        }
        List<Child> children = new ArrayList<>();
        children.add(
                new Child(
                        Relationship.CONTAINS,
                        new ContentItem.Text(Concepts.KEY_OBJECT_DESCRIPTION, description)));
        images.forEach(image ->
                children.add(new Child(Relationship.CONTAINS, new ContentItem.Image(null, image))));
        composites.forEach(object ->
                children.add(
                        new Child(Relationship.CONTAINS, new ContentItem.Composite(null, object))));
        ContentItem.Container content = new ContentItem.Container(title, "2010", children);
        return header.write()
                .putItems(Tag.ReferencedPerformedProcedureStepSequence)
                .putItems(
                        Tag.CurrentRequestedProcedureEvidenceSequence,
                        ContentReferences.of(content).toItems())
                .putAll(ContentTreeWriter.write(content));
    }
}
