package org.radbridge.dicom.io;

import java.nio.ByteBuffer;
import org.radbridge.dicom.data.Vr;

/**
 * Takes values that are too long to keep, and all encapsulated Pixel Data, while they arrive.
 * Called on the thread that feeds the parser: {@code begin}, then for encapsulated data {@code
 * fragment} before the bytes of each, then {@code end}.
 */
public interface BulkDataSink {

    /**
     * A value begins.
     *
     * @param depth sequences around it, 0 for the outermost data set
     * @param length bytes to come, or -1 for encapsulated Pixel Data
     */
    void begin(int tag, Vr vr, int depth, long length);

    /** A fragment of encapsulated Pixel Data begins; the first is the Basic Offset Table. */
    void fragment(long length);

    /** Bytes in the byte order of the transfer syntax; valid during the call only. */
    void data(ByteBuffer bytes);

    /** The value is complete. */
    void end();
}
