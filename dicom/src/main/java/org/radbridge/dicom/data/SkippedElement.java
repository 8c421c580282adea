package org.radbridge.dicom.data;

/**
 * A value that a reader did not keep in memory, because of its size or because it was handed to a
 * sink.
 *
 * @param offset bytes before the value in the stream that was read (for a deflated data set: in the
 *     inflated stream); for encapsulated Pixel Data, before the first item
 * @param length bytes of the value; for encapsulated Pixel Data, of everything up to the sequence
 *     delimiter
 * @param encapsulated whether the value is a sequence of Pixel Data fragments
 */
public record SkippedElement(int tag, Vr vr, long offset, long length, boolean encapsulated)
        implements Element {

    @Override
    public boolean isEmpty() {
        return length == 0;
    }
}
