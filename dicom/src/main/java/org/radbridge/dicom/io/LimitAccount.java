package org.radbridge.dicom.io;

import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.io.DicomFormatException.Kind;

/**
 * What one reading has taken of its {@link ReadLimits}: asked before each step, so that nothing is
 * taken first and counted later. One for each data set; the readers of DICOM JSON and XML keep one
 * too. Not safe for threads.
 */
public final class LimitAccount {

    private final ReadLimits limits;
    private long elements;
    private long keptBytes;
    private int depth;

    public LimitAccount(ReadLimits limits) {
        this.limits = limits;
    }

    public ReadLimits limits() {
        return limits;
    }

    /** Sequences around the current place, 0 in the outermost data set. */
    public int depth() {
        return depth;
    }

    /**
     * An element, an item or a fragment begins.
     *
     * @param offset where, for the failure's message
     * @throws DicomFormatException of kind TOO_MANY_ELEMENTS or TOO_LARGE
     */
    public void addElement(long offset) {
        elements++;
        if (elements > limits.maxElements()) {
            throw new DicomFormatException(
                    Kind.TOO_MANY_ELEMENTS, offset, "more than " + limits.maxElements());
        }
        keep(ReadLimits.ELEMENT_OVERHEAD, offset);
    }

    /**
     * A value of so many bytes was announced.
     *
     * @throws DicomFormatException of kind VALUE_TOO_LONG
     */
    public void checkLength(int tag, long length, long offset) {
        if (length > limits.maxValueLength()) {
            throw new DicomFormatException(
                    Kind.VALUE_TOO_LONG,
                    offset,
                    Dictionary.format(tag) + " has " + length + " bytes");
        }
    }

    /**
     * So many more bytes are to stay in memory.
     *
     * @throws DicomFormatException of kind TOO_LARGE
     */
    public void keep(long bytes, long offset) {
        keptBytes += bytes;
        if (keptBytes > limits.maxKeptBytes()) {
            throw new DicomFormatException(
                    Kind.TOO_LARGE,
                    offset,
                    "values over " + limits.maxKeptBytes() + " bytes together");
        }
    }

    /** So many bytes that were kept are given up. */
    public void release(long bytes) {
        keptBytes -= bytes;
    }

    /**
     * A sequence begins.
     *
     * @throws DicomFormatException of kind TOO_DEEP
     */
    public void enterSequence(long offset) {
        depth++;
        if (depth > limits.maxDepth()) {
            throw new DicomFormatException(
                    Kind.TOO_DEEP, offset, "more than " + limits.maxDepth() + " sequences deep");
        }
    }

    /** A sequence ends. */
    public void leaveSequence() {
        depth--;
    }
}
