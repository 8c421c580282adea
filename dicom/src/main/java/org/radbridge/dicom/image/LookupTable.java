package org.radbridge.dicom.image;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;

/**
 * A lookup table (PS3.3 C.11.1.1 and C.7.6.3.1.5).
 *
 * @param first the input that the first entry is for; lower inputs get it too
 * @param bits of an entry, 8 to 16
 * @param entries never empty; inputs beyond the last get the last
 */
@SuppressWarnings("ArrayRecordComponent")
public record LookupTable(int first, int bits, int[] entries) {

    public LookupTable {
        if (entries.length == 0 || entries.length > 1 << 16 || bits < 1 || bits > 16) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "lookup table");
        }
    }

    /** The entry for an input. */
    public int apply(long input) {
        long index = Math.clamp(input - first, 0, entries.length - 1);
        return entries[(int) index];
    }

    /** The highest value that an entry can have. */
    public int maximum() {
        return (1 << bits) - 1;
    }

    /** Reads a table; 8-bit entries may lie two to a word. */
    static LookupTable of(DataSet item, int descriptorTag, int dataTag, boolean signedInput) {
        return read(
                item,
                descriptorTag,
                dataTag,
                signedInput,
                (data, count, _) -> entries(data, count));
    }

    /** Reads a table that is written as segments (PS3.3 C.7.9.2). */
    static LookupTable ofSegments(
            DataSet item, int descriptorTag, int dataTag, boolean signedInput) {
        return read(
                item,
                descriptorTag,
                dataTag,
                signedInput,
                (data, count, bits) -> SegmentedLookupTable.expand(data, bits > 8 ? 2 : 1, count));
    }

    /** How the entries lie in the data. */
    private interface Layout {
        int[] entries(byte[] data, int count, int bits);
    }

    private static LookupTable read(
            DataSet item, int descriptorTag, int dataTag, boolean signedInput, Layout layout) {
        try {
            int[] descriptor = item.integers(descriptorTag);
            if (descriptor.length != 3) {
                throw new ImageException(Kind.INVALID_ATTRIBUTE, "lookup table descriptor");
            }
            int count = (descriptor[0] & 0xFFFF) == 0 ? 1 << 16 : descriptor[0] & 0xFFFF;
            int first = signedInput ? (short) descriptor[1] : descriptor[1] & 0xFFFF;
            byte[] data =
                    item.bytes(dataTag)
                            .orElseThrow(() ->
                                    new ImageException(
                                            Kind.INVALID_ATTRIBUTE, "lookup table without data"));
            return new LookupTable(
                    first, descriptor[2], layout.entries(data, count, descriptor[2]));
        } catch (InvalidValueException invalid) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "lookup table");
        }
    }

    private static int[] entries(byte[] data, int count) {
        int width = data.length >= 2 * count ? 2 : 1;
        if (data.length < width * count) {
            throw new ImageException(Kind.INVALID_ATTRIBUTE, "lookup table data are too short");
        }
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] =
                    width == 1
                            ? data[i] & 0xFF
                            : data[2 * i] & 0xFF | (data[2 * i + 1] & 0xFF) << 8;
        }
        return entries;
    }
}
