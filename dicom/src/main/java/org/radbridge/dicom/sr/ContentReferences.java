package org.radbridge.dicom.sr;

import org.radbridge.dicom.iod.ReferencedInstances;

/** Every object that a content tree refers to, at any depth. */
final class ContentReferences {

    private ContentReferences() {}

    static ReferencedInstances of(ContentItem content) {
        ReferencedInstances references = new ReferencedInstances();
        collect(content, references);
        return references;
    }

    private static void collect(ContentItem item, ReferencedInstances references) {
        switch (item) {
            case ContentItem.Image image -> {
                references.add(image.image());
                image.presentation().ifPresent(references::add);
            }
            case ContentItem.Composite composite -> references.add(composite.object());
            case ContentItem.Container _,
                    ContentItem.Code _,
                    ContentItem.Text _,
                    ContentItem.Num _,
                    ContentItem.UidRef _,
                    ContentItem.PName _,
                    ContentItem.SCoord _ -> {
                // refers to nothing by itself
            }
        }
        item.children().forEach(child -> collect(child.item(), references));
    }
}
