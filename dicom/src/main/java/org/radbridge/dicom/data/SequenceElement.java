package org.radbridge.dicom.data;

import java.util.List;

/**
 * A sequence of items (PS3.5 section 7.5).
 *
 * @param items the items, in order; the list is fixed, the data sets in it are not
 */
public record SequenceElement(int tag, List<DataSet> items) implements Element {

    public SequenceElement {
        items = List.copyOf(items);
    }

    @Override
    public Vr vr() {
        return Vr.SQ;
    }

    @Override
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public String toString() {
        return Dictionary.format(tag) + " SQ " + items.size() + " items";
    }
}
