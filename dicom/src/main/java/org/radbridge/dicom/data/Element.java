package org.radbridge.dicom.data;

/**
 * One data element (PS3.5 section 7.1): a tag, a VR and a value of one of five shapes. Immutable
 * but for the items.
 */
public sealed interface Element
        permits TextElement, BinaryElement, SequenceElement, PixelDataFragments, SkippedElement {

    /** Group in the upper, element in the lower 16 bits; compare unsigned. */
    int tag();

    Vr vr();

    /** True for a value of length zero. */
    boolean isEmpty();
}
