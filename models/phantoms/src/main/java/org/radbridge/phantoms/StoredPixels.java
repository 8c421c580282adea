package org.radbridge.phantoms;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Vr;
import org.radbridge.phantoms.plane.Plane;

/** A plane as 12 bits in 16, unsigned (PS3.3 C.7.6.3). */
final class StoredPixels {
    static final int HIGHEST = 4095;

    private StoredPixels() {}

    /** Adds the Image Pixel module; value × scale + offset is stored, rounded, cut to 12 bits. */
    static DataSet put(
            DataSet dataSet, Plane plane, double scale, double offset, String photometric) {
        ByteBuffer pixels =
                ByteBuffer.allocate(plane.values().length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : plane.values()) {
            long stored = Math.clamp(Math.round(value * scale + offset), 0, HIGHEST);
            pixels.putShort((short) stored);
        }
        return dataSet.putInts(Tag.SamplesPerPixel, 1)
                .put(Tag.PhotometricInterpretation, photometric)
                .putInts(Tag.Rows, plane.rows())
                .putInts(Tag.Columns, plane.columns())
                .putInts(Tag.BitsAllocated, 16)
                .putInts(Tag.BitsStored, 12)
                .putInts(Tag.HighBit, 11)
                .putInts(Tag.PixelRepresentation, 0)
                .putBytes(Tag.PixelData, Vr.OW, pixels.array());
    }
}
