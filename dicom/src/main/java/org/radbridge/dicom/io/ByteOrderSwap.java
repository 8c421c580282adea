package org.radbridge.dicom.io;

import org.radbridge.dicom.data.Vr;

/** Big endian values: each binary word of a VR turned round, in place (PS3.5 section 7.3). */
final class ByteOrderSwap {

    private ByteOrderSwap() {}

    static byte[] swap(Vr vr, byte[] bytes) {
        int width = vr.wordLength();
        if (width == 1) {
            return bytes;
        }
        for (int word = 0; word + width <= bytes.length; word += width) {
            for (int low = word, high = word + width - 1; low < high; low++, high--) {
                byte kept = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = kept;
            }
        }
        return bytes;
    }
}
