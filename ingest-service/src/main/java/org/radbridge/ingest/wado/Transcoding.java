package org.radbridge.ingest.wado;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.image.Frame;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.ImagePixel;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;
import org.radbridge.dicom.io.DataSetWriter;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;

/**
 * An object in Explicit VR Little Endian, whatever it is kept in. Decoded frames come one after
 * another, so that memory holds the object as it is kept and a batch of frames, but never all of
 * them decoded.
 */
final class Transcoding {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    /** Value lengths are even, and below the one that stands for undefined. */
    private static final long LONGEST_VALUE = 0xFFFF_FFFEL;

    private static final int WORD = 16;

    private Transcoding() {}

    /** Whether an object of this syntax can become Explicit VR Little Endian. */
    static boolean canExplain(String keptUid) {
        return Image.isDecodable(TransferSyntax.of(keptUid));
    }

    /**
     * The next bytes of the file.
     *
     * @param done frames that are done
     * @throws ImageException when the pixels cannot be decoded
     */
    static Batch<Buffer> explicitLittleEndian(byte[] file, int done) {
        Part10File kept = Part10Reader.read(file);
        if (!kept.transferSyntax().encapsulated() || !kept.dataSet().contains(Tag.PixelData)) {
            return Batch.whole(
                    Buffer.buffer(
                            Part10Writer.write(
                                    new Part10File(meta(kept), EXPLICIT, kept.dataSet()))));
        }
        Image image = Image.of(kept);
        long length = length(image);
        List<Buffer> pieces = new ArrayList<>();
        int next = done;
        for (int size = 0; next < image.frames() && size < Batch.BYTES; next++) {
            Frame frame = image.frame(next);
            if (next == 0) {
                pieces.add(head(kept, image, frame, length));
            }
            byte[] cells = frame.cells();
            size += cells.length;
            pieces.add(Buffer.buffer(cells));
        }
        boolean last = next == image.frames();
        if (last) {
            pieces.add(tail(kept, length));
        }
        return new Batch<>(pieces, next, last);
    }

    private static DataSet meta(Part10File kept) {
        return new DataSet().putAll(kept.fileMeta()).put(Tag.TransferSyntaxUID, EXPLICIT.uid());
    }

    private static long length(Image image) {
        int bits = image.pixel().shape().bitsAllocated();
        long length = (long) image.pixel().shape().samples() * bits / Byte.SIZE * image.frames();
        if (bits < Byte.SIZE || length > LONGEST_VALUE - 1) {
            throw new ImageException(Kind.UNSUPPORTED, "single bits, or 4 GiB of pixels");
        }
        return length;
    }

    /** All before the pixels: with the attributes that describe them as they are now. */
    private static Buffer head(Part10File kept, Image image, Frame frame, long length) {
        DataSet before = new DataSet();
        for (Element element : kept.dataSet()) {
            if (Integer.compareUnsigned(element.tag(), Tag.PixelData) < 0) {
                before.put(element);
            }
        }
        before.remove(Tag.ExtendedOffsetTable).remove(Tag.ExtendedOffsetTableLengths);
        ImagePixel pixel = frame.pixel();
        before.put(Tag.PhotometricInterpretation, pixel.photometricInterpretation().term())
                .putInts(Tag.HighBit, pixel.bitsStored() - 1);
        if (pixel.shape().samplesPerPixel() > 1) {
            before.putInts(Tag.PlanarConfiguration, 0);
        }
        long even = length + length % 2;
        boolean words = image.pixel().shape().bitsAllocated() >= WORD;
        return Buffer.buffer(Part10Writer.header(meta(kept)))
                .appendBytes(DataSetWriter.write(before, EXPLICIT))
                .appendShortLE((short) (Tag.PixelData >>> WORD))
                .appendShortLE((short) Tag.PixelData)
                .appendString(words ? "OW" : "OB")
                .appendShort((short) 0)
                .appendIntLE((int) even);
    }

    private static Buffer tail(Part10File kept, long length) {
        DataSet after = new DataSet();
        for (Element element : kept.dataSet()) {
            if (Integer.compareUnsigned(element.tag(), Tag.PixelData) > 0) {
                after.put(element);
            }
        }
        return Buffer.buffer(new byte[(int) (length % 2)])
                .appendBytes(DataSetWriter.write(after, EXPLICIT));
    }
}
